package io.margay.dataplane.agent.state;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads records: what follows the head of a state's file.
///
/// ```text
/// record:  length of the payload 4, its top bit: the message goes on in the next record | CRC32C 4 | payload
/// ```
/// The checksum is of the length and the payload. The payloads of one message, put together, are a message of the host
/// protocol; it is cut between its parts, so each payload is read alone. Holds one record.
final class Records {
    /// What stands before a payload.
    static final int FRAME = 2 * Integer.BYTES;

    /// A record is no longer than this, unless one part of a message is.
    static final int USUAL = 1 << 16;

    /// The message goes on.
    static final int MORE = Integer.MIN_VALUE;

    /// A payload.
    static final class Piece {
        final byte[] payload;
        final boolean isLast;

        private Piece(byte[] payload, boolean isLast) {
            this.payload = payload;
            this.isLast = isLast;
        }
    }

    private final DataInputStream in;
    private long position;
    private long left;

    /// @param position where the reader is, in a file of this size
    Records(DataInputStream in, long position, long size) {
        this.in = in;
        this.position = position;
        this.left = size - position;
    }

    /// Where the next record begins.
    long position() {
        return position;
    }

    /// The next record; null at the end of the file.
    ///
    /// Errors: [Damage] where what follows is not a whole record.
    @Nullable
    Piece next() throws IOException {
        if (left == 0) {
            return null;
        }
        if (left < FRAME) {
            throw new Damage("a record is cut short");
        }
        var frame = in.readNBytes(FRAME);
        int head = ByteBuffer.wrap(frame).getInt();
        int length = head & ~MORE;
        if (length > left - FRAME) {
            throw new Damage("a record is cut short");
        }
        var payload = in.readNBytes(length);
        var sum = new CRC32C();
        sum.update(frame, 0, Integer.BYTES);
        sum.update(payload);
        if (payload.length < length || ByteBuffer.wrap(frame).getInt(Integer.BYTES) != (int) sum.getValue()) {
            throw new Damage("a record is not what was written");
        }
        position += FRAME + length;
        left -= FRAME + length;
        return new Piece(payload, head >= 0);
    }
}
