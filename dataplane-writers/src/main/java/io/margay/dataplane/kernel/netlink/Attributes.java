package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.Numbers.BIG_INT;
import static io.margay.dataplane.kernel.netlink.Numbers.BIG_LONG;
import static io.margay.dataplane.kernel.netlink.Numbers.BIG_SHORT;
import static io.margay.dataplane.kernel.netlink.Numbers.INT;
import static io.margay.dataplane.kernel.netlink.Numbers.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Attributes of a message, read where they stand: a place is that of an attribute's first byte. Allocates nothing but
/// texts. For what they look like, see [Outgoing].
///
/// Errors: `NetlinkFailure` for an attribute that is not whole, or not as long as what is read from it.
final class Attributes {
    /// No place.
    static final long NONE = -1;

    private static final int HEAD = 4;
    private static final int TYPE = 0x3fff;

    private Attributes() {}

    /// The next multiple of 4.
    static int align(int length) {
        return (length + 3) & ~3;
    }

    /// The first attribute of a type among those from `from` to `to`; or `NONE`.
    static long find(MemorySegment bytes, long from, long to, int type) throws NetlinkFailure {
        long at = from;
        while (at < to) {
            check(bytes, at, to);
            if (type(bytes, at) == type) {
                return at;
            }
            at = next(bytes, at);
        }
        return NONE;
    }

    /// The first attribute of a type in the one at `place`; or `NONE`.
    static long find(MemorySegment bytes, long place, int type) throws NetlinkFailure {
        return find(bytes, place + HEAD, end(bytes, place), type);
    }

    /// As `find`, where there must be one.
    static long get(MemorySegment bytes, long place, int type) throws NetlinkFailure {
        long found = find(bytes, place, type);
        if (found == NONE) {
            throw new NetlinkFailure("a message without attribute " + type);
        }
        return found;
    }

    /// Where the first attribute in the one at `place` would be.
    static long first(long place) {
        return place + HEAD;
    }

    /// Where the one after it would be.
    static long next(MemorySegment bytes, long place) {
        return place + align(length(bytes, place));
    }

    /// Where it ends, without what fills it up.
    static long end(MemorySegment bytes, long place) {
        return place + length(bytes, place);
    }

    static int type(MemorySegment bytes, long place) {
        return bytes.get(SHORT, place + 2) & TYPE;
    }

    static int u8(MemorySegment bytes, long place) throws NetlinkFailure {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, value(bytes, place, Byte.BYTES)));
    }

    static int u16(MemorySegment bytes, long place) throws NetlinkFailure {
        return Short.toUnsignedInt(bytes.get(BIG_SHORT, value(bytes, place, Short.BYTES)));
    }

    static long u32(MemorySegment bytes, long place) throws NetlinkFailure {
        return Integer.toUnsignedLong(bytes.get(BIG_INT, value(bytes, place, Integer.BYTES)));
    }

    /// What `Outgoing.mark` wrote.
    static int mark(MemorySegment bytes, long place) throws NetlinkFailure {
        return bytes.get(INT, value(bytes, place, Integer.BYTES));
    }

    /// The upper half of 128 bits.
    static long high(MemorySegment bytes, long place) throws NetlinkFailure {
        return bytes.get(BIG_LONG, value(bytes, place, 2 * Long.BYTES));
    }

    /// The lower half of 128 bits.
    static long low(MemorySegment bytes, long place) throws NetlinkFailure {
        return bytes.get(BIG_LONG, value(bytes, place, 2 * Long.BYTES) + Long.BYTES);
    }

    /// A text that ends with a zero.
    static String text(MemorySegment bytes, long place) throws NetlinkFailure {
        long from = value(bytes, place, 1);
        var text = new byte[length(bytes, place) - HEAD - 1];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, text, 0, text.length);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /// The whole value.
    static byte[] bytes(MemorySegment bytes, long place) throws NetlinkFailure {
        var value = new byte[length(bytes, place) - HEAD];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, value(bytes, place, 1), value, 0, value.length);
        return value;
    }

    /// That there is a whole attribute at `place`, which ends before `to`.
    static void check(MemorySegment bytes, long place, long to) throws NetlinkFailure {
        if (to - place < HEAD || length(bytes, place) < HEAD || end(bytes, place) > to) {
            throw new NetlinkFailure("an attribute that is not whole, " + (to - place) + " bytes before the end");
        }
    }

    private static int length(MemorySegment bytes, long place) {
        return Short.toUnsignedInt(bytes.get(SHORT, place));
    }

    private static long value(MemorySegment bytes, long place, int length) throws NetlinkFailure {
        if (length(bytes, place) - HEAD < length) {
            throw new NetlinkFailure(
                    "attribute " + type(bytes, place) + " has " + (length(bytes, place) - HEAD) + " bytes");
        }
        return place + HEAD;
    }
}
