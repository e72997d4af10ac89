package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.engine.Cluster;
import io.margay.engine.ProbeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The clusters that the Evaluator's golden files hold: packets do there what it says.
class WrittenCasesIT {
    private static final Path FOLDER = Path.of("..", "engine", "src", "test", "golden", "verdict");

    static List<Arguments> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
            return Arrays.stream(Backend.values())
                    .flatMap(backend -> names.stream().map(name -> Arguments.of(backend, name)))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void packetsDoWhatTheEvaluatorSays(Backend backend, String name) throws IOException {
        backend.assume();
        var resources = Cluster.read(name, Files.readString(FOLDER.resolve(name + ".yaml")))
                .resources();
        var probes = Files.readAllLines(FOLDER.resolve(name + ".probes")).stream()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .map(line -> ProbeText.parse(line.replace(" explain", "")))
                .toList();
        run(backend, name, new WrittenCase(resources, probes));
    }

    static void run(Backend backend, String name, WrittenCase written) {
        try (var topology = written.build();
                var prober = new Prober(topology)) {
            var shots = written.shots(topology);
            prober.warmUp(shots);
            try (var enforcement = new Enforcement(topology, backend, Between.NOTHING)) {
                var turn = Scenario.of(written.resources()).turns().getFirst();
                enforcement.change(turn.changes()).forEach(enforcement::enforceEach);
                var comparison = new Comparison(topology, prober, shots);
                comparison.compare(written.resources(), name);
                System.out.println(name + ": " + comparison + "; left out: " + written.leftOut());
            }
        }
    }
}
