package io.margay.cli.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes files that are this user's alone.
final class OwnFiles {
    private OwnFiles() {}

    /// Makes one.
    ///
    /// Errors: an IOException in words for a person, also where it is there already.
    static void write(Path file, String text) throws IOException {
        try {
            create(file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already", e);
        }
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /// Makes one where it is missing, and writes at its end.
    static void append(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static void create(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
