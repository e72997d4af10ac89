package io.margay.cli.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket in the file system, for this user alone.
///
/// A lock beside it, `PATH.lock`, goes with the process whatever ends it: who has it may replace a socket that was
/// left behind, and who does not get it knows that another serves.
public final class LocalSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);

    private final Path path;
    private final FileChannel lock;
    private final ServerSocketChannel server;

    private LocalSocket(Path path, FileChannel lock, ServerSocketChannel server) {
        this.path = path;
        this.lock = lock;
        this.server = server;
    }

    /// Opens a socket.
    ///
    /// Errors: an IOException in words for a person, also where another process serves there.
    ///
    /// @param owner what serves there, for these words: `margay up`
    public static LocalSocket open(Path path, String owner) throws IOException {
        var lock = lockFile(path);
        try {
            if (tryLock(lock) == null) {
                throw new IOException("another " + owner + " serves at " + path + "; --socket names another place");
            }
            return new LocalSocket(path, lock, bind(path));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /// Whether a process serves at a path, or had it once and has not ended.
    public static boolean isHeld(Path path) throws IOException {
        var file = lockOf(path);
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    /// Gives each client to `clients`, on a thread of its own, which closes it.
    ///
    /// @param name of the threads
    public void serve(String name, Consumer<SocketChannel> clients) {
        Thread.ofVirtual().name(name).start(() -> accept(name, clients));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        lock.close();
    }

    /// The same, and leaves no file behind.
    public void remove() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(lockOf(path));
        lock.close();
    }

    private static Path lockOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    private static FileChannel lockFile(Path path) throws IOException {
        try {
            if (SocketPlace.isUsual(path) && path.getParent() != null) {
                SocketPlace.make(path.getParent());
            }
            return FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot open a socket at " + path + ": there is no such folder", e);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot open a socket at " + path + ": permission denied", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held in this very process
        }
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isOther()) {
                throw new IOException(path + " is there already, and no socket");
            }
            Files.delete(path);
        }
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot open a socket at " + path + ": " + e.getMessage(), e);
        }
    }

    private void accept(String name, Consumer<SocketChannel> clients) {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().name(name + "-client").start(() -> clients.accept(client));
            }
        } catch (ClosedChannelException e) {
            LOG.atDebug().log("socket closed"); // as the server stops
        } catch (IOException e) {
            LOG.atError().setCause(e).addKeyValue("socket", path).log("no longer answers");
        }
    }
}
