package io.margay.cli.client;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.margay.cluster.config.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a server is, how it is trusted, and what is shown to it.
///
/// @param url without a path
/// @param authority the file of certificates to trust; null: those of `certificates`, else those that the JDK trusts
/// @param certificates the folder of what is shown, see [io.margay.cluster.tls.TlsFolder]; null: nothing
/// @param token empty: none
public record ServerPlace(
        URI url, @Nullable Path authority, @Nullable Path certificates, String token) {
    /// What was said on the command line; null where nothing was.
    public record Said(
            @Nullable String server,
            @Nullable Path authority,
            @Nullable Path certificates) {}

    private static final String CONFIG = "margay.client";

    private record File(String server, String authority, String certificates, String tokenFile) {
        static final File NONE = new File("", "", "", "");

        /// Where it is, if nobody says another place: as other programs have theirs.
        static Path place(Map<String, String> environment) {
            var named = environment.getOrDefault("MARGAY_CONFIG", "");
            var home = environment.getOrDefault("XDG_CONFIG_HOME", "");
            if (!named.isEmpty()) {
                return Path.of(named);
            }
            return home.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".config/margay/client.conf")
                    : Path.of(home, "margay/client.conf");
        }

        static File read(Path path) {
            if (!Files.exists(path)) {
                return NONE;
            }
            var nothing = ConfigFactory.parseString(
                    CONFIG + " { server = \"\", ca = \"\", certificates = \"\", token-file = \"\" }");
            var config = ConfigFactory.parseFile(
                            path.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .withFallback(nothing)
                    .resolve();
            return ConfigReader.read(
                    config,
                    CONFIG,
                    in -> new File(
                            in.text("server", _ -> true, ""),
                            in.text("ca", _ -> true, ""),
                            in.text("certificates", _ -> true, ""),
                            in.text("token-file", _ -> true, "")));
        }
    }

    /// The server of these words, of the environment (`MARGAY_SERVER`, `MARGAY_TOKEN`), or of the file that
    /// `MARGAY_CONFIG` names, else of `~/.config/margay/client.conf`: each part from where it is said first. Empty:
    /// nobody says one.
    ///
    /// Errors: an IOException in words for a person; `ConfigProblems` and `ConfigException` of the file.
    public static Optional<ServerPlace> find(Said said, Map<String, String> environment) throws IOException {
        var path = File.place(environment);
        var file = File.read(path);
        var server = first(said.server, environment.get("MARGAY_SERVER"), file.server);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        var certificates = said.certificates == null ? beside(path, file.certificates) : said.certificates;
        var authority = said.authority == null ? beside(path, file.authority) : said.authority;
        return Optional.of(new ServerPlace(
                url(server), authority, certificates, token(environment, beside(path, file.tokenFile))));
    }

    private static String first(@Nullable String... texts) {
        for (var text : texts) {
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static @Nullable Path beside(Path config, String name) {
        return name.isEmpty() ? null : config.toAbsolutePath().resolveSibling(name);
    }

    private static String token(Map<String, String> environment, @Nullable Path file) throws IOException {
        var token = environment.getOrDefault("MARGAY_TOKEN", "");
        if (!token.isEmpty() || file == null) {
            return token;
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("the token cannot be read: " + file, e);
        }
    }

    private static URI url(String server) throws IOException {
        var text = server.contains("://") ? server : "https://" + server;
        try {
            var url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && (text.startsWith("https:") || text.startsWith("http:"))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new IOException("a server is https://HOST:PORT, not \"" + server + "\"");
    }
}
