package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Netns;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A lab's name, and the lock that says that its process lives.
///
/// @param file locked until this is closed, or the process ends
record LabClaim(Path file, FileChannel lock) implements AutoCloseable {
    /// The namespace for one thing.
    Netns netns(String label) {
        return new Netns(file.getFileName() + "-" + label);
    }

    /// Where files may be that go with the lab, whatever ends it; for this user alone. Made if it is not there.
    ///
    /// Errors: `LabFailure`.
    Path folder() {
        var folder = LabFiles.of(file);
        try {
            return Files.exists(folder) ? folder : Files.createDirectory(folder, LabFiles.PRIVATE);
        } catch (IOException e) {
            throw new LabFailure("making " + folder + ": " + e);
        }
    }

    /// Gives the name up: what still bears it is nobody's.
    ///
    /// Errors: `LabFailure` where the file cannot be removed.
    @Override
    public void close() {
        try (lock) {
            LabFiles.remove(file);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabFailure("removing " + file + ": " + e);
        } finally {
            LabClaims.gaveUp(this);
        }
    }
}
