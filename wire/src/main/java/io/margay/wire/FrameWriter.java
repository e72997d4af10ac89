package io.margay.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// Writes messages of the host protocol to a stream of bytes, each with its length before it; see [FrameReader]. For
/// one thread; waits.
///
/// Pieces of a message are written one after the other and never put together, since others share them. Memory: a
/// buffer.
public final class FrameWriter {
    private static final int BUFFER = 1 << 14;

    private final WritableByteChannel to;
    private final int most;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /// A writer.
    ///
    /// @param most bytes that a message may have
    public FrameWriter(WritableByteChannel to, int most) {
        this.to = to;
        this.most = most;
    }

    /// Writes a message, in pieces, to its end.
    ///
    /// Errors: an IOException also where it is longer than it may be; nothing of it is written then.
    public void write(List<byte[]> pieces) throws IOException {
        long length = pieces.stream().mapToLong(piece -> piece.length).sum();
        if (length > most) {
            throw new IOException("a message of " + length + " bytes, but " + most + " are the most");
        }
        buffer.putInt((int) length);
        for (var piece : pieces) {
            write(piece);
        }
        flush();
    }

    private void write(byte[] piece) throws IOException {
        int written = 0;
        while (written < piece.length) {
            int count = Math.min(buffer.remaining(), piece.length - written);
            buffer.put(piece, written, count);
            written += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
        buffer.clear();
    }
}
