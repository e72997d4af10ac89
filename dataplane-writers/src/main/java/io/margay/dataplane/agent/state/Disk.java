package io.margay.dataplane.agent.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// What writing a state asks of a file system. Tests have one that gets full.
interface Disk {
    /// The file system of this machine.
    Disk REAL = new Real();

    /// The end of a file that is written.
    interface Tail extends Closeable {
        /// Writes all of it, or fails with some of it written.
        void write(ByteBuffer bytes) throws IOException;

        /// Cuts off what is behind this size.
        void cut(long size) throws IOException;

        /// Everything written is on the disk.
        void force() throws IOException;
    }

    /// A new file, empty whatever was there; only its owner may read it.
    Tail create(Path file) throws IOException;

    /// The end of a file that is there.
    Tail extend(Path file) throws IOException;

    /// Puts a file in the place of another of its folder: whatever happens, one of them is there.
    void replace(Path by, Path file) throws IOException;

    /// As said.
    final class Real implements Disk {
        @Override
        public Tail create(Path file) throws IOException {
            var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            return new Channel(FileChannel.open(file, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), mine));
        }

        @Override
        public Tail extend(Path file) throws IOException {
            var channel = FileChannel.open(file, WRITE);
            try {
                channel.position(channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new Channel(channel);
        }

        @Override
        public void replace(Path by, Path file) throws IOException {
            Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var folder = FileChannel.open(file.resolveSibling(""), READ)) {
                folder.force(true);
            }
        }
    }

    /// A file's channel.
    record Channel(FileChannel channel) implements Tail {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void cut(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
