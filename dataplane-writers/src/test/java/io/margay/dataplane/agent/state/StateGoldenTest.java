package io.margay.dataplane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.update.HostReplica;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A state's file is read by later releases: what this one writes is that of the golden file, and that is read.
class StateGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/golden/state/format-1.hex");
    private static final int LINE = 64;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsTheGoldenFileAndThatIsRead() throws IOException {
        try (var state = new StateFolder(folder, "n1")) {
            state.open();
            state.replace(Few.large(3, 4));
            state.append(List.of(HostProtocol.join(HostProtocol.write(Few.change(3)))));
        }
        var written = hex(Files.readAllBytes(folder.resolve("agent.state")));
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, written);
        }
        var golden = Files.readString(GOLDEN);
        assertThat(written).isEqualTo(golden);

        var expected = new HostReplica();
        expected.apply(Few.large(3, 4));
        expected.apply(Few.change(3));
        Files.write(folder.resolve("agent.state"), HexFormat.of().parseHex(golden.replace("\n", "")));
        try (var state = new StateFolder(folder, "n1")) {
            var restored = state.open();
            assertThat(restored.notes()).isEmpty();
            assertThat(restored.replica().whole()).isEqualTo(expected.whole());
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).replaceAll("(.{" + LINE + "})", "$1\n") + "\n";
    }
}
