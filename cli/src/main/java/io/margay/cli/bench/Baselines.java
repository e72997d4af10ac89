package io.margay.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What Felix needs for the same changes on one node, as it was measured.
final class Baselines {
    private static final String FELIX = "felix-updates.txt";

    private final Map<String, String> felix = new HashMap<>();

    /// Those that come with the program.
    Baselines() {
        var stream = Objects.requireNonNull(Baselines.class.getResourceAsStream(FELIX), FELIX);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var datasets = List.of(lines.readLine().split("\\|"));
            lines.lines().map(line -> line.split("\\|")).forEach(cells -> {
                for (int i = 1; i < cells.length; i++) {
                    felix.put(datasets.get(i) + " " + cells[0], cells[i]);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of our own cannot be read", e);
        }
    }

    /// Microseconds on one node, as `p50 / p99 / max (mean)`; a dash where nobody has measured it.
    String felix(String dataset, String changeClass) {
        return felix.getOrDefault(dataset + " " + changeClass, "-");
    }
}
