package io.margay.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket in the file system that answers questions: a line in, a line out, on as many connections as there are.
///
/// A lock beside it, `PATH.lock`, goes with the process whatever ends it: who has it may replace a socket that was left
/// behind, and who does not get it knows that another serves.
final class EngineSocket implements AutoCloseable {
    /// The longest question, in characters.
    private static final int MOST = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(EngineSocket.class);

    private final Path path;
    private final FileChannel lock;
    private final ServerSocketChannel server;

    private EngineSocket(Path path, FileChannel lock, ServerSocketChannel server) {
        this.path = path;
        this.lock = lock;
        this.server = server;
    }

    /// Opens a socket, for this user alone.
    ///
    /// Errors: an IOException in words for a person, also where another engine serves there.
    static EngineSocket open(Path path) throws IOException {
        var lock = lock(path);
        try {
            return new EngineSocket(path, lock, bind(path));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /// Begins to answer, each connection on a thread of its own.
    ///
    /// @param answers the line that answers a line
    void serve(UnaryOperator<String> answers) {
        Thread.ofVirtual().name("engine-socket").start(() -> accept(answers));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        lock.close();
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = lockFile(path);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException("another margay up serves at " + path + "; --socket names another place");
        }
        return channel;
    }

    private static FileChannel lockFile(Path path) throws IOException {
        try {
            if (path.equals(SocketPlace.usual()) && path.getParent() != null) {
                SocketPlace.make(path.getParent());
            }
            var file = path.resolveSibling(path.getFileName() + ".lock");
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    private void accept(UnaryOperator<String> answers) {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().name("engine-client").start(() -> serve(client, answers));
            }
        } catch (ClosedChannelException e) {
            LOG.atDebug().log("socket closed"); // as the server stops
        } catch (IOException e) {
            LOG.atError().setCause(e).addKeyValue("socket", path).log("no longer answers");
        }
    }

    private static void serve(SocketChannel client, UnaryOperator<String> answers) {
        try (client;
                var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            for (var line = readLine(lines); line != null; line = readLine(lines)) {
                write(client, answers.apply(line));
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("why", e.getMessage()).log("client went away");
        }
    }

    /// Writes a line to its end.
    static void write(SocketChannel to, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static @Nullable String readLine(BufferedReader from) throws IOException {
        var line = new StringBuilder();
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0 || line.length() == MOST) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
