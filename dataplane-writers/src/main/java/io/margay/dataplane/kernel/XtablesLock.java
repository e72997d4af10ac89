package io.margay.dataplane.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The lock that all who write legacy tables take: a file.
final class XtablesLock {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int PROCESS_FIELD = 4;
    private static final int FILE_FIELD = 5;

    private XtablesLock() {}

    /// That it was held, for how long, and by whom if that can be seen.
    static String words(Duration waited, Map<String, String> environment) {
        return "the xtables lock is held by "
                + holder(file(environment)).map(XtablesLock::process).orElse("another process")
                + " for longer than "
                + waited.toSeconds() + " s";
    }

    /// Where iptables looks for it.
    private static Path file(Map<String, String> environment) {
        var variable = "XTABLES_LOCKFILE";
        var inherited = System.getenv().getOrDefault(variable, "/run/xtables.lock");
        return Path.of(environment.getOrDefault(variable, inherited));
    }

    /// A line of /proc/locks: `1: FLOCK  ADVISORY  WRITE 18069 fe:00:9773058 0 EOF`.
    private static Optional<Long> holder(Path file) {
        try (var lines = Files.lines(LOCKS)) {
            var inode = ":" + Files.getAttribute(file, "unix:ino");
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > FILE_FIELD && words[FILE_FIELD].endsWith(inode))
                    .map(words -> Long.valueOf(words[PROCESS_FIELD]))
                    .findFirst();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String process(long id) {
        try {
            return "process " + id + " ("
                    + Files.readString(Path.of("/proc", Long.toString(id), "comm"))
                            .strip() + ")";
        } catch (IOException _) {
            return "process " + id;
        }
    }
}
