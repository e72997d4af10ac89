package io.margay.cli.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file, or standard input, that text is read from; gzip is recognised by its first bytes and unpacked.
///
/// @param name as messages call it: the path as the user gave it, or `-`
/// @param found whether it was found in a folder rather than named
public record Source(String name, boolean found) {
    /// The name of standard input.
    public static final String STDIN = "-";

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC_BYTES = 2;
    private static final int MAGIC = 0x1f | 0x8b << 8;

    /// A source that the user named.
    public static Source named(String name) {
        return new Source(name, false);
    }

    /// Its text, unpacked.
    ///
    /// Errors: an IOException, which `reason` puts into words.
    public InputStream open(InputStream stdin) throws IOException {
        if (name.equals(STDIN)) {
            return unpacked(stdin);
        }
        var path = Path.of(name);
        if (Files.isDirectory(path)) {
            throw new IOException("is a folder");
        }
        var file = Files.newInputStream(path);
        try {
            return unpacked(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// Why it could not be read, for a person.
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "may not be read (permission denied)";
            case EOFException _ -> "ends too early: the gzip file is cut off";
            case ZipException _ -> "is no valid gzip file";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        var in = new BufferedInputStream(raw, BUFFER);
        in.mark(MAGIC_BYTES);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == MAGIC ? new GZIPInputStream(in, BUFFER) : in;
    }
}
