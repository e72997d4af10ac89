package io.margay.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads messages of the host protocol from a stream of bytes, as [FrameWriter] writes them. For one thread; waits.
///
/// ```text
/// length, 4 bytes, the highest first | message | length | message | …
/// ```
/// Memory: a buffer, and for a message no more than twice what has come of it, whatever its length says.
public final class FrameReader {
    /// The most bytes that a message to a host may have.
    public static final int MOST_TO_HOST = 1 << 28;

    /// The most bytes that a message of a host may have.
    public static final int MOST_FROM_HOST = 1 << 16;

    private static final int BUFFER = 1 << 14;

    private final ReadableByteChannel from;
    private final int most;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    /// A reader at the beginning of a message.
    ///
    /// @param most bytes that a message may have
    public FrameReader(ReadableByteChannel from, int most) {
        this.from = from;
        this.most = most;
    }

    /// The next message; null where the stream ends behind one.
    ///
    /// Errors: [MalformedMessage] where a message is longer than it may be, or the stream ends within one; nothing
    /// can be read after it.
    public byte @Nullable [] read() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return null;
        }
        var header = ByteBuffer.wrap(read(Integer.BYTES, Integer.BYTES));
        int length = header.getInt();
        if (length < 0 || length > most) {
            throw new MalformedMessage(
                    "a message of " + Integer.toUnsignedString(length) + " bytes, but " + most + " are the most");
        }
        return read(length, Math.min(length, BUFFER));
    }

    private byte[] read(int length, int room) throws IOException {
        var bytes = new byte[room];
        int filled = 0;
        while (filled < length) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new MalformedMessage("the stream ends within a message");
            }
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            int count = Math.min(buffer.remaining(), bytes.length - filled);
            buffer.get(bytes, filled, count);
            filled += count;
        }
        return bytes;
    }

    /// Whether anything came before the end.
    private boolean fill() throws IOException {
        buffer.clear();
        int count;
        do {
            count = from.read(buffer);
        } while (count == 0);
        buffer.flip();
        return count > 0;
    }
}
