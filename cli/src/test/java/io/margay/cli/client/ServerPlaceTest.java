package io.margay.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.cluster.config.ConfigProblems;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerPlaceTest {
    private static final ServerPlace.Said NOTHING = new ServerPlace.Said(null, null, null);

    @TempDir
    private Path folder;

    @Test
    void eachPartIsTakenFromWhereItIsSaidFirst() throws Exception {
        Files.writeString(folder.resolve("token"), "of-file\n");
        var config = config("server = \"https://file:1\", ca = ca.crt, token-file = token");
        var ofFile = ServerPlace.find(NOTHING, Map.of("MARGAY_CONFIG", config)).orElseThrow();
        assertThat(ofFile)
                .isEqualTo(new ServerPlace(URI.create("https://file:1"), folder.resolve("ca.crt"), null, "of-file"));
        var environment = Map.of("MARGAY_CONFIG", config, "MARGAY_SERVER", "env:2/", "MARGAY_TOKEN", "of-env");
        var ofEnvironment = ServerPlace.find(NOTHING, environment).orElseThrow();
        assertThat(ofEnvironment.url()).isEqualTo(URI.create("https://env:2"));
        assertThat(ofEnvironment.token()).isEqualTo("of-env");
        var said = new ServerPlace.Said("http://said:3", Path.of("other.crt"), Path.of("certs"));
        assertThat(ServerPlace.find(said, environment))
                .contains(
                        new ServerPlace(URI.create("http://said:3"), Path.of("other.crt"), Path.of("certs"), "of-env"));
    }

    @Test
    void whereNobodySaysAServerThereIsNone() throws Exception {
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString());
        assertThat(ServerPlace.find(NOTHING, environment)).isEmpty();
        Files.createDirectory(folder.resolve("margay"));
        Files.writeString(folder.resolve("margay/client.conf"), "margay.client.server = \"there:4\"");
        assertThat(ServerPlace.find(NOTHING, environment))
                .hasValueSatisfying(place -> assertThat(place.url()).hasToString("https://there:4"));
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        var typo = Map.of("MARGAY_CONFIG", config("sever = x"));
        assertThatThrownBy(() -> ServerPlace.find(NOTHING, typo))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("margay.client.sever: there is no such key");
        var lost = Map.of("MARGAY_CONFIG", config("server = x, token-file = none"));
        assertThatThrownBy(() -> ServerPlace.find(NOTHING, lost))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the token cannot be read");
        for (var wrong : new String[] {"ftp://x", "https://", "a b"}) {
            var said = new ServerPlace.Said(wrong, null, null);
            assertThatThrownBy(() -> ServerPlace.find(said, Map.of("MARGAY_CONFIG", "none")))
                    .hasMessageContaining("a server is https://HOST:PORT");
        }
    }

    private String config(String settings) throws IOException {
        return Files.writeString(folder.resolve("client.conf"), "margay.client { " + settings + " }")
                .toString();
    }
}
