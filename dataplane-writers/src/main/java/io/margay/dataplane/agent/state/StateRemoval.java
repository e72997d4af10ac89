package io.margay.dataplane.agent.state;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Throws away what an agent kept on disk.
public final class StateRemoval {
    private static final String OURS = "agent.";

    private StateRemoval() {}

    /// Whether an agent uses the folder.
    ///
    /// Errors: an IOException where that cannot be known.
    public static boolean isInUse(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var lock = FolderLock.take(folder.resolve("agent.lock"))) {
            return lock == null;
        }
    }

    /// Deletes an agent's files, and its folder and the one around that, each if nothing else is in it. Nothing there:
    /// nothing to do.
    ///
    /// Errors: an IOException in words for a person, also where an agent uses it; then nothing is deleted.
    public static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var lock = FolderLock.take(folder.resolve("agent.lock"))) {
            if (lock == null) {
                throw new IOException(folder + " is in use by an agent");
            }
            for (var file : ours(folder)) {
                Files.delete(file);
            }
        }
        deleteEmpty(folder);
        deleteEmpty(folder.toAbsolutePath().resolveSibling(""));
    }

    private static void deleteEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                return; // somebody else's
            }
        } catch (NoSuchFileException e) {
            return;
        }
        try {
            Files.delete(folder);
        } catch (FileSystemException _) {
            // it was mounted here, or somebody has just written into it
        }
    }

    private static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(OURS))
                    .toList();
        }
    }
}
