package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFileTest {
    private static final String ALICE = TokenFile.line("alice", Role.WRITE, "a");

    @TempDir
    private Path folder;

    private final List<String> words = new ArrayList<>();

    @Test
    void aTokenIsGoodWhileItIsThere() throws Exception {
        var tokens = open(ALICE + " # hers\n\n# nobody\n");
        assertThat(tokens.caller("a")).contains(new Caller("alice", Caller.Role.WRITE));
        assertThat(tokens.caller("b")).isEmpty();
        assertThat(tokens.caller(ALICE.split(" ", -1)[2])).isEmpty();
        write(ALICE + "\n" + TokenFile.line("bob", Role.READ, "b"));
        assertThat(tokens.caller("b")).contains(new Caller("bob", Caller.Role.READ));
        assertThat(words).containsExactly(file() + " is read again: 2 tokens are good");
    }

    @Test
    void withoutItsFileNoTokenIsGoodAndThatIsSaidOnce() throws Exception {
        var tokens = open(ALICE);
        Files.delete(file());
        assertThat(tokens.caller("a")).isEmpty();
        assertThat(tokens.caller("a")).isEmpty();
        assertThat(words).containsExactly(file() + ": cannot be read, so no token is good: no such file");
        write(ALICE);
        assertThat(tokens.caller("a")).isPresent();
    }

    @Test
    void aLineThatIsWrongIsGoodForNobodyAndTheOthersStay() throws Exception {
        var tokens = open(ALICE);
        write("bob admin 00\n" + ALICE);
        assertThat(tokens.caller("a")).isPresent();
        assertThat(words.getFirst()).isEqualTo(file() + ":1: must be NAME read|write SHA256, in hex");
        assertThatThrownBy(() -> open("alice write a-token-itself"))
                .isInstanceOf(IOException.class)
                .hasMessage(file() + ":1: must be NAME read|write SHA256, in hex");
        Files.delete(file());
        assertThatThrownBy(() -> TokenFile.open(file(), words::add)).hasMessageContaining("no such file");
    }

    @Test
    void newTokensAreLongAndDiffer() {
        assertThat(TokenFile.newToken()).hasSizeGreaterThan(40).isNotEqualTo(TokenFile.newToken());
    }

    private TokenFile open(String text) throws IOException {
        write(text);
        return TokenFile.open(file(), words::add);
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("tokens");
    }
}
