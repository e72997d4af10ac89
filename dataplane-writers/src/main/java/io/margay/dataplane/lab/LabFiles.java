package io.margay.dataplane.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// The files of a lab: a folder beside its claim.
final class LabFiles {
    static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Somebody who is about to end may still write.
    private static final int TRIES = 5;

    private LabFiles() {}

    /// Where they are.
    static Path of(Path claim) {
        return claim.resolveSibling(claim.getFileName() + "-files");
    }

    /// Removes them, if there are any.
    ///
    /// Errors: IOException where one cannot be removed.
    static void remove(Path claim) throws IOException {
        var folder = of(claim);
        for (int left = TRIES; Files.exists(folder); left--) {
            try {
                removeOnce(folder);
            } catch (IOException | UncheckedIOException e) {
                giveUp(left, e);
            }
        }
    }

    private static void removeOnce(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void giveUp(int left, Exception why) throws IOException {
        if (left == 1) {
            throw new IOException("something writes there still", why);
        }
    }
}
