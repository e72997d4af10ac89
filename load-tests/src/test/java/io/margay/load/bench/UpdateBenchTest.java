package io.margay.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.dataset.Preset;
import io.margay.model.input.InputParser;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpdateBenchTest {
    private static final int UPDATES = 150;

    @TempDir
    private Path folder;

    /// The clock of a change stops when the engine says that it is at rest. Every node is asked then, and waited
    /// for: no host hears anything more meanwhile.
    @Test
    void allThatAChangeSendsIsCountedAsItsOwn() throws IOException {
        Preset.TINY.write(folder, 3, UPDATES);
        int heard = 0;
        try (var bench = UpdateBench.of(resources())) {
            assertThat(bench.attachHosts().bytes()).hasSize(5).allMatch(bytes -> bytes > 0);
            for (var edit : edits()) {
                heard += bench.apply(List.of(edit)).hosts();
                assertThat(bench.nodes()).isNotEmpty();
                assertThat(bench.heard().boxed()).as(edit.toString()).isEmpty();
            }
        }
        assertThat(heard).isGreaterThan(UPDATES);
    }

    private List<Resource> resources() throws IOException {
        try (var in = Files.newInputStream(folder.resolve(Preset.SNAPSHOT))) {
            return new InputParser().parse(Preset.SNAPSHOT, in).resources();
        }
    }

    private List<Edit> edits() throws IOException {
        try (var lines = Files.newBufferedReader(folder.resolve(Preset.UPDATES))) {
            return UpdateFile.read(Preset.UPDATES, lines);
        }
    }
}
