package io.margay.dataplane.kernel.netlink;

import static io.margay.dataplane.kernel.netlink.Numbers.BIG_INT;
import static io.margay.dataplane.kernel.netlink.Numbers.BIG_LONG;
import static io.margay.dataplane.kernel.netlink.Numbers.BIG_SHORT;
import static io.margay.dataplane.kernel.netlink.Numbers.INT;
import static io.margay.dataplane.kernel.netlink.Numbers.SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Messages that will be sent at once, written one after another into one buffer that is used again and again.
///
/// ```text
/// 0        4     6     8        12       16      17       18       20
/// ┌────────┬─────┬─────┬────────┬────────┬───────┬────────┬────────┬────────────┬────────────┬──
/// │ length │type │flags│sequence│ port 0 │family │version │ 0      │ attribute  │ attribute  │ …   the next message
/// └────────┴─────┴─────┴────────┴────────┴───────┴────────┴────────┴────────────┴────────────┴──
///  nlmsghdr, in the processor's order     nfgenmsg                  each at a multiple of 4
///
///  attribute:  length (2), with its 4 bytes of head but not what fills it up │ type (2) │ value
///              type | 0x8000: the value is attributes; | 0x4000: it is in network order
/// ```
///
/// Allocates nothing after it is made. Errors: `IndexOutOfBoundsException` for what has no room.
final class Outgoing {
    /// Less than the kernel's usual bound for one send, 208 KiB; more than a message whose attributes are full.
    static final int CAPACITY = 128 << 10;

    /// An attribute's longest value and head, a multiple of 4.
    static final int LONGEST_ATTRIBUTE = 0xfffc;

    private static final int NESTED = 0x8000;
    private static final int NETWORK_ORDER = 0x4000;
    private static final byte ANY_FAMILY = 0;

    private final MemorySegment bytes;
    private int end;
    private int messageStart;

    Outgoing(Arena arena) {
        bytes = arena.allocate(CAPACITY, Long.BYTES);
    }

    /// What has been written.
    MemorySegment bytes() {
        return bytes;
    }

    /// How much.
    int length() {
        return end;
    }

    void clear() {
        end = 0;
    }

    /// Begins a message.
    void begin(int type, int flags, int sequence) {
        messageStart = end;
        bytes.set(SHORT, end + 4L, (short) type);
        bytes.set(SHORT, end + 6L, (short) flags);
        bytes.set(INT, end + 8L, sequence);
        bytes.set(INT, end + 12L, 0);
        bytes.set(INT, end + 16L, ANY_FAMILY);
        end += NetlinkSocket.HEADERS;
    }

    /// Says which family of addresses the message is about.
    void family(int family) {
        bytes.set(ValueLayout.JAVA_BYTE, messageStart + (long) NetlinkSocket.HEADERS - Integer.BYTES, (byte) family);
    }

    /// Writes whole attributes, one at least, that stand elsewhere.
    void copy(MemorySegment from, long at, int length) {
        int aligned = Attributes.align(length);
        bytes.set(INT, end + (long) aligned - Integer.BYTES, 0);
        MemorySegment.copy(from, at, bytes, end, length);
        end += aligned;
    }

    /// Ends the message.
    void end() {
        bytes.set(INT, messageStart, end - messageStart);
    }

    /// Begins an attribute of attributes; where it begins, for `endNest`.
    int nest(int type) {
        int start = end;
        bytes.set(SHORT, start + 2L, (short) (type | NESTED));
        end += Integer.BYTES;
        return start;
    }

    /// Ends it. What is in it fills multiples of 4.
    void endNest(int start) {
        int length = end - start;
        if (length > LONGEST_ATTRIBUTE) {
            throw new IllegalStateException("an attribute of " + length + " bytes");
        }
        bytes.set(SHORT, start, (short) length);
    }

    void u8(int type, int value) {
        head(type, 1);
        bytes.set(INT, end, 0);
        bytes.set(ValueLayout.JAVA_BYTE, end, (byte) Objects.checkIndex(value, 1 << Byte.SIZE));
        end += Integer.BYTES;
    }

    void u16(int type, int value) {
        head(type | NETWORK_ORDER, Short.BYTES);
        bytes.set(INT, end, 0);
        bytes.set(BIG_SHORT, end, (short) Objects.checkIndex(value, 1 << Short.SIZE));
        end += Integer.BYTES;
    }

    void u32(int type, int value) {
        head(type | NETWORK_ORDER, Integer.BYTES);
        bytes.set(BIG_INT, end, value);
        end += Integer.BYTES;
    }

    /// A number in the processor's order, as of flags, or one that only comes back to us.
    void mark(int type, int value) {
        head(type, Integer.BYTES);
        bytes.set(INT, end, value);
        end += Integer.BYTES;
    }

    void u128(int type, long high, long low) {
        head(type | NETWORK_ORDER, 2 * Long.BYTES);
        bytes.set(BIG_LONG, end, high);
        bytes.set(BIG_LONG, end + (long) Long.BYTES, low);
        end += 2 * Long.BYTES;
    }

    /// A text of ASCII, with a zero after it.
    void text(int type, String value) {
        int length = value.length() + 1;
        head(type, length);
        for (int i = 0; i < value.length(); i++) {
            bytes.set(ValueLayout.JAVA_BYTE, end + (long) i, (byte) value.charAt(i));
        }
        int aligned = Attributes.align(length);
        bytes.asSlice(end + (long) value.length(), aligned - value.length()).fill((byte) 0);
        end += aligned;
    }

    private void head(int type, int length) {
        bytes.set(SHORT, end, (short) (Integer.BYTES + length));
        bytes.set(SHORT, end + 2L, (short) type);
        end += Integer.BYTES;
    }
}
