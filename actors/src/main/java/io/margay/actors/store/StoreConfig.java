package io.margay.actors.store;

import com.typesafe.config.Config;
import io.margay.cluster.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;

/// How a store is configured.
///
/// @param patience how long somebody waits for an answer; > 0
public record StoreConfig(Database database, History history, Duration patience) {
    /// Where it is.
    ///
    /// @param url of a PostgreSQL or an H2, for JDBC; empty: it was not said
    /// @param user who it is there; empty: nobody in particular
    /// @param passwordFile its first line is the password; empty: there is none
    public record Database(String url, String user, String passwordFile) {
        private static final String POSTGRESQL = "jdbc:postgresql:";

        /// A file of H2, for this process alone.
        ///
        /// @param folder where it is
        public static Database embedded(Path folder) {
            return new Database("jdbc:h2:file:" + folder.toAbsolutePath().resolve("store"), "", "");
        }

        /// Whether it was said.
        public boolean isGiven() {
            return !url.isEmpty();
        }

        /// Whether it is a PostgreSQL, which several members may reach.
        public boolean isShared() {
            return url.startsWith(POSTGRESQL);
        }
    }

    /// What is kept of the past.
    ///
    /// @param keepFor all of it, so long; > 0
    /// @param keepRevisions all of it, so many revisions at most; > 0
    /// @param keepVersions of a resource that is there, so many of its last versions, however old; ≥ 0
    /// @param trimInterval how often the rest is removed; > 0
    public record History(Duration keepFor, int keepRevisions, int keepVersions, Duration trimInterval) {}

    private static final String PATH = "margay.store";

    /// The configuration in `config`, under `margay.store`.
    ///
    /// Errors: `ConfigProblems` with everything that is wrong.
    public static StoreConfig read(Config config) {
        var history = ConfigReader.read(config, PATH + ".history", StoreConfig::history);
        return ConfigReader.read(config, PATH, in -> new StoreConfig(database(in), history, patience(in)));
    }

    /// The same, somewhere else.
    public StoreConfig in(Database another) {
        return new StoreConfig(another, history, patience);
    }

    private static Database database(ConfigReader in) {
        return new Database(
                in.text(
                        "url",
                        url -> url.isEmpty() || new Database(url, "", "").isShared(),
                        "must be jdbc:postgresql://HOST:PORT/DATABASE, or empty"),
                in.text("user", _ -> true, ""),
                in.text("password-file", _ -> true, ""));
    }

    private static Duration patience(ConfigReader in) {
        return in.duration("patience", Duration::isPositive, "must be > 0");
    }

    private static History history(ConfigReader in) {
        return new History(
                in.duration("keep-for", Duration::isPositive, "must be > 0"),
                in.integer("keep-revisions", n -> n > 0, "must be > 0"),
                in.integer("keep-versions", n -> n >= 0, "must be 0 or more"),
                in.duration("trim-interval", Duration::isPositive, "must be > 0"));
    }
}
