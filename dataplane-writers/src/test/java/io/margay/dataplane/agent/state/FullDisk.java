package io.margay.dataplane.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The file system of this machine, with room for so many bytes more.
final class FullDisk implements Disk {
    /// So many bytes can be written; a move costs one, and a force.
    long room;

    /// Whether files can still be cut, as they can on a disk that is full, but not in a machine that is off.
    boolean cuts = true;

    FullDisk(long room) {
        this.room = room;
    }

    @Override
    public Tail create(Path file) throws IOException {
        return new Limited(REAL.create(file));
    }

    @Override
    public Tail extend(Path file) throws IOException {
        return new Limited(REAL.extend(file));
    }

    @Override
    public void replace(Path by, Path file) throws IOException {
        take(1);
        REAL.replace(by, file);
    }

    private void take(long bytes) throws IOException {
        if (room < bytes) {
            throw new IOException("No space left on device");
        }
        room -= bytes;
    }

    private final class Limited implements Tail {
        private final Tail tail;

        private Limited(Tail tail) {
            this.tail = tail;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int fits = (int) Math.min(room, bytes.remaining());
            tail.write(bytes.slice(bytes.position(), fits));
            int left = bytes.remaining();
            room -= fits;
            if (fits < left) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void cut(long size) throws IOException {
            if (!cuts) {
                throw new IOException("gone");
            }
            tail.cut(size);
        }

        @Override
        public void force() throws IOException {
            take(1);
            tail.force();
        }

        @Override
        public void close() throws IOException {
            tail.close();
        }
    }
}
