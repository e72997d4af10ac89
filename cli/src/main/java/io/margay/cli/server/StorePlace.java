package io.margay.cli.server;

import io.margay.actors.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where a server keeps what is applied, if nobody configured a database: in a folder that is the user's alone.
final class StorePlace {
    private static final Path OF_HOST = Path.of("/var/lib");
    private static final String NAME = "margay/engine";

    private StorePlace() {}

    /// The usual folder: `/var/lib/margay/engine`, or for who may not write there, `~/.local/state/margay/engine`.
    static Path usual() {
        return Files.isWritable(OF_HOST) ? OF_HOST.resolve(NAME) : ofUser().resolve(NAME);
    }

    private static Path ofUser() {
        var state = System.getenv("XDG_STATE_HOME");
        return state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
    }

    /// The store of a configuration, or else in a folder, which is made where it is missing.
    ///
    /// Errors: an IOException, in words for a person, where it cannot be made.
    static Truth.Store of(StoreConfig config, Path folder) throws IOException {
        var database = config.database();
        if (database.isGiven()) {
            return new Truth.Store(config, database.url());
        }
        make(folder);
        return new Truth.Store(config.in(StoreConfig.Database.embedded(folder)), folder.toString());
    }

    private static void make(Path folder) throws IOException {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new IOException("cannot keep what is applied in " + folder + ": " + e.getMessage(), e);
        }
    }
}
