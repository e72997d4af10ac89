package io.margay.dataplane.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// What a state's file begins with.
///
/// ```text
/// magic "margayst" | format 4 | length of the body 4 | body | CRC32C of all before 4
/// body of format 1:  incarnation 8 | revision 8 | node, UTF-8
/// ```
/// Numbers are big-endian. All formats have this frame, so that a newer one is told from a damaged one.
///
/// @param format what the rest of the file is
/// @param incarnation whose numbers the whole state has
/// @param revision of the whole state
record Head(int format, String node, long incarnation, long revision) {
    /// The format that is written, and the newest that is read.
    static final int FORMAT = 1;

    private static final byte[] MAGIC = "margayst".getBytes(UTF_8);
    private static final int FRAME = MAGIC.length + 2 * Integer.BYTES;
    private static final int NUMBERS = 2 * Long.BYTES;
    private static final int MOST_BODY = 1 << 16;

    /// A head in the format that is written.
    static Head of(String node, long incarnation, long revision) {
        return new Head(FORMAT, node, incarnation, revision);
    }

    byte[] bytes() {
        var name = node.getBytes(UTF_8);
        var bytes = ByteBuffer.allocate(FRAME + NUMBERS + name.length + Integer.BYTES);
        bytes.put(MAGIC).putInt(format).putInt(NUMBERS + name.length);
        bytes.putLong(incarnation).putLong(revision).put(name);
        return bytes.putInt(checksum(bytes.array())).array();
    }

    /// Errors: [Damage] where the bytes are no head; `IOException` also where they cannot be read.
    static Head read(DataInputStream in) throws IOException {
        var frame = ByteBuffer.wrap(in.readNBytes(FRAME));
        if (frame.remaining() < FRAME || !Arrays.equals(Arrays.copyOf(frame.array(), MAGIC.length), MAGIC)) {
            throw new Damage("it does not begin as a state does");
        }
        int format = frame.getInt(MAGIC.length);
        int length = frame.getInt(MAGIC.length + Integer.BYTES);
        if (length < 0 || length > MOST_BODY) {
            throw new Damage("its head has a length that cannot be");
        }
        var rest = in.readNBytes(length + Integer.BYTES);
        var all = ByteBuffer.allocate(FRAME + rest.length).put(frame.array()).put(rest);
        if (rest.length < length + Integer.BYTES || all.getInt(FRAME + length) != checksum(all.array())) {
            throw new Damage("its head is not what was written");
        }
        return format == FORMAT ? body(all.array()) : new Head(format, "", 0, 0);
    }

    int size() {
        return FRAME + NUMBERS + node.getBytes(UTF_8).length + Integer.BYTES;
    }

    private static Head body(byte[] head) throws Damage {
        int name = FRAME + NUMBERS;
        int end = head.length - Integer.BYTES;
        if (end < name) {
            throw new Damage("its head is too short");
        }
        var numbers = ByteBuffer.wrap(head);
        return of(
                new String(head, name, end - name, UTF_8), numbers.getLong(FRAME), numbers.getLong(FRAME + Long.BYTES));
    }

    private static int checksum(byte[] head) {
        var sum = new CRC32C();
        sum.update(head, 0, head.length - Integer.BYTES);
        return (int) sum.getValue();
    }
}
