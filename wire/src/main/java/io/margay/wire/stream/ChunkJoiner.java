package io.margay.wire.stream;

import io.margay.wire.MalformedMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts messages to a host together from chunks. For one thread at a time.
///
/// Memory: no more than twice what has come of a message, whatever its length says.
public final class ChunkJoiner {
    private final int most;
    private byte[] bytes = {};
    private int length;
    private int filled;

    /// @param most bytes that a message may have
    public ChunkJoiner(int most) {
        this.most = most;
    }

    /// Takes the next chunk: the message that it ends; null where it ends none.
    ///
    /// Errors: [MalformedMessage]; nothing more can be taken.
    public byte @Nullable [] take(Chunk chunk) {
        begin(chunk);
        for (var slice : chunk.slices()) {
            take(slice.duplicate());
        }
        if (filled < length) {
            return null;
        }
        var whole = bytes;
        bytes = new byte[0];
        length = 0;
        filled = 0;
        return whole;
    }

    private void begin(Chunk chunk) {
        boolean isFirst = chunk.length() != 0;
        if (isFirst == length > 0 || chunk.size() == 0) {
            throw new MalformedMessage(isFirst ? "a message begins within another" : "a chunk of no message");
        }
        if (!isFirst) {
            return;
        }
        if (chunk.length() < 0 || chunk.length() > most) {
            throw new MalformedMessage("a message of " + Integer.toUnsignedString(chunk.length()) + " bytes, but "
                    + most + " are the most");
        }
        length = chunk.length();
        bytes = new byte[Math.min(length, chunk.size())];
    }

    private void take(ByteBuffer slice) {
        int count = slice.remaining();
        if (count > length - filled) {
            throw new MalformedMessage("more bytes than the message has");
        }
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * (filled + count)));
        }
        slice.get(bytes, filled, count);
        filled += count;
    }
}
