package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.api.TokenFile;
import io.margay.cluster.tls.TlsFolder;
import io.margay.cluster.tls.UserCertificate;
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
    void aUserHasACertificateAndATokenOfWhichTheServerHasTheHashAlone() throws Exception {
        var made = certs("--user", "alice:write", "--user", "bob:read");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("users/alice: user alice, who may write");
        var token = Files.readString(folder.resolve("users/alice/token")).strip();
        assertThat(folder.resolve("tokens"))
                .content()
                .contains(TokenFile.line("alice", UserCertificate.Role.WRITE, token) + "\nbob read ")
                .doesNotContain(token);
        assertThat(TlsFolder.open(folder.resolve("users/bob"), _ -> {}).context())
                .isNotNull();
        assertThat(certs("--user", "alice:read").code()).isEqualTo(1);
        for (var wrong : new String[] {"alice", "alice:admin", ":read", "../x:read", "..:read"}) {
            assertThat(certs("--user", wrong).code()).as(wrong).isEqualTo(2);
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
