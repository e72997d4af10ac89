package io.margay.cli.local;

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

/// Where local sockets are, if nobody says another place. Their folder is the user's alone.
///
/// Of an engine: in `$XDG_RUNTIME_DIR/margay`, or in `margay-<user>` in the folder for temporary files. Of an agent,
/// which
/// belongs to the host: in `/run/margay`.
public final class SocketPlace {
    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rwx------");

    private static final Path OF_HOST = Path.of("/run/margay");

    private SocketPlace() {}

    /// Where an engine is asked.
    public static Path ofEngine() {
        return ofUser().resolve("engine.sock");
    }

    /// Where hosts' streams end at an engine that is asked at `engine`: beside it, `engine-hosts.sock` for
    /// `engine.sock`.
    public static Path ofHosts(Path engine) {
        var name = engine.getFileName().toString();
        var suffix = ".sock";
        var stem = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        return engine.resolveSibling(stem + "-hosts" + suffix);
    }

    /// Where this host's agent is asked.
    public static Path ofAgent() {
        return OF_HOST.resolve("agent.sock");
    }

    private static Path ofUser() {
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        return runtime == null || runtime.isBlank()
                ? Path.of(System.getProperty("java.io.tmpdir"), "margay-" + System.getProperty("user.name"))
                : Path.of(runtime, "margay");
    }

    /// Whether it is in a folder that is made where it is missing.
    static boolean isUsual(Path path) {
        return ofUser().equals(path.getParent()) || OF_HOST.equals(path.getParent());
    }

    /// Makes a usual place's folder, for this user alone.
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
