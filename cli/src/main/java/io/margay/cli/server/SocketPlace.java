package io.margay.cli.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Where a local engine is asked, if nobody says another place: `$XDG_RUNTIME_DIR/margay/engine.sock`, or
/// `margay-<user>/engine.sock` in the folder for temporary files. Its folder is the user's alone.
public final class SocketPlace {
    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rwx------");

    private SocketPlace() {}

    /// The usual place.
    public static Path usual() {
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        var folder = runtime == null || runtime.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "margay-" + System.getProperty("user.name"))
                : Path.of(runtime, "margay");
        return folder.resolve("engine.sock");
    }

    /// Makes the usual place's folder, for this user alone.
    ///
    /// Errors: an IOException where it is there already and somebody else's, or open to others.
    static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(MINE));
        } catch (FileAlreadyExistsException e) {
            check(folder);
        }
    }

    private static void check(Path folder) throws IOException {
        var found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(found.permissions());
        if (!found.isDirectory() || !others.isEmpty() || !isMine(folder, found)) {
            throw new IOException(folder + " is not a folder of this user alone");
        }
    }

    /// Whether what this user makes there is owned as the folder is. Its name may be nobody's, as in a container.
    private static boolean isMine(Path folder, PosixFileAttributes found) throws IOException {
        var made = Files.createTempFile(folder, "owner", "");
        try {
            return Files.getOwner(made).equals(found.owner());
        } finally {
            Files.delete(made);
        }
    }
}
