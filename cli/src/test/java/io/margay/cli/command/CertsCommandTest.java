package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cluster.tls.TlsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aTrialHasAnAuthorityAnEngineAndNodesAndGetsMoreNodesLater() throws Exception {
        var made = certs("--engine", "engine.example.org", "--node", "n1", "--node", "n2");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out().lines()).hasSize(4);
        assertThat(certs("--node", "n3").code()).isZero();
        for (var name : new String[] {"engine", "nodes/n1", "nodes/n2", "nodes/n3"}) {
            assertThat(TlsFolder.open(folder.resolve(name), _ -> {}).context()).isNotNull();
        }
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        certs("--node", "n1");
        var before = Files.readAllBytes(folder.resolve("nodes/n1/tls.key"));
        var again = certs("--node", "n1");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("is there already");
        assertThat(certs("--engine", "other").code()).isEqualTo(1);
        assertThat(Files.readAllBytes(folder.resolve("nodes/n1/tls.key"))).isEqualTo(before);
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(certs("--node", "../n1").code()).isEqualTo(2);
        assertThat(certs("--days", "0").code()).isEqualTo(2);
        assertThat(CommandRun.of("certs").code()).isEqualTo(2);
        assertThat(CommandRun.of("up", "-f", "x", "--listen", "here").code()).isEqualTo(2);
        assertThat(CommandRun.of("up", "-f", "x", "--listen", "here", "--certs", "x")
                        .code())
                .isEqualTo(2);
    }

    private CommandRun certs(String... words) {
        var line = new String[words.length + 2];
        line[0] = "certs";
        line[1] = folder.toString();
        System.arraycopy(words, 0, line, 2, words.length);
        return CommandRun.of(line);
    }
}
