package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// What a lab's namespaces are called: `margay-lab-`, the process that made them and when it began, which lab of it,
/// and what it is.
///
/// @param prefix all but the last
record LabNames(String prefix) {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern NAME = Pattern.compile("margay-lab-(\\d+)-(\\d+)-\\d+-\\w+");
    /// Two readings of when a process began may differ by the clock's corrections.
    private static final long SLACK_SECONDS = 5;

    /// Names of a new lab of this process.
    static LabNames own() {
        var self = ProcessHandle.current();
        return new LabNames(
                "margay-lab-" + self.pid() + "-" + began(self).getEpochSecond() + "-" + COUNT.incrementAndGet() + "-");
    }

    /// The namespace for one thing.
    Netns of(String label) {
        return new Netns(prefix + label);
    }

    /// The namespaces of labs whose process is no more.
    static List<Netns> leftBehind() {
        if (!Files.isDirectory(Netns.FOLDER)) {
            return List.of();
        }
        try (var files = Files.list(Netns.FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(LabNames::isLeftBehind)
                    .map(Netns::new)
                    .toList();
        } catch (IOException e) {
            throw new LabFailure("listing " + Netns.FOLDER + ": " + e);
        }
    }

    private static boolean isLeftBehind(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            return false;
        }
        long seconds = Long.parseLong(parts.group(2));
        return ProcessHandle.of(Long.parseLong(parts.group(1)))
                .filter(owner -> Math.abs(began(owner).getEpochSecond() - seconds) <= SLACK_SECONDS)
                .isEmpty();
    }

    private static Instant began(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
