package io.margay.wire;

import io.margay.model.intern.Utf8;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.update.Ints;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// A protobuf message while its fields are written, lowest number first: the bytes that the generated classes write,
/// without their objects. What has its default value is left out, unless it says otherwise. Fields are below 16.
///
/// Layout: one array, which is used again for the next message. A message within has one byte for its length, and is
/// moved on when it turns out to need more. The bytes of some texts that come again and again are kept, by their hash.
final class ProtoBytes {
    private static final int TAG_BITS = 3;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_FOLLOWS = 2;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;
    private static final int LONGEST = 5;

    private final StringBuilder scratch = new StringBuilder(256);
    private final Utf8 utf8 = new Utf8();
    private byte[] bytes;
    private int size;

    ProtoBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /// Another message begins.
    void clear() {
        size = 0;
    }

    /// How many bytes there is room for, at present.
    int capacity() {
        return bytes.length;
    }

    void number(int field, int value) {
        if (value != 0) {
            always(field, value);
        }
    }

    /// A number that is written even if it is 0.
    void always(int field, int value) {
        grow(1 + LONGEST);
        bytes[size++] = (byte) (field << TAG_BITS);
        varint(value);
    }

    /// A number that is small where it is near 0, on either side.
    void signed(int field, int value) {
        number(field, zigzag(value));
    }

    void flag(int field, boolean value) {
        number(field, value ? 1 : 0);
    }

    void real(int field, double value) {
        fixed64(field, Double.doubleToRawLongBits(value));
    }

    void fixed64(int field, long value) {
        if (value != 0) {
            grow(1 + Long.BYTES);
            bytes[size++] = (byte) ((field << TAG_BITS) | FIXED_64);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                bytes[size++] = (byte) (value >>> shift);
            }
        }
    }

    void text(int field, String value) {
        if (!value.isEmpty()) {
            element(field, value);
        }
    }

    /// A text that is likely to come again as the same object.
    void repeated(int field, String value) {
        if (!value.isEmpty()) {
            octets(field, utf8.of(value));
        }
    }

    /// One of several texts, which may be empty.
    void element(int field, String value) {
        octets(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Where a text may be put together, empty.
    StringBuilder scratch() {
        scratch.setLength(0);
        return scratch;
    }

    void numbers(int field, Ints values) {
        if (values.size() > 0) {
            int from = begin(field);
            grow(values.size() * LONGEST);
            for (int i = 0; i < values.size(); i++) {
                varint(values.get(i));
            }
            end(from);
        }
    }

    /// The first of these numbers.
    void numbers(int field, int[] values, int count) {
        if (count > 0) {
            int from = begin(field);
            grow(count * LONGEST);
            for (int i = 0; i < count; i++) {
                varint(values[i]);
            }
            end(from);
        }
    }

    /// The first of these numbers, of four bytes each.
    void fixed(int field, int[] values, int count) {
        if (count > 0) {
            int from = begin(field);
            grow(count * Integer.BYTES);
            for (int i = 0; i < count; i++) {
                octets(Integer.toUnsignedLong(Integer.reverseBytes(values[i])), Integer.SIZE);
            }
            end(from);
        }
    }

    /// As [Addresses] has it.
    void addresses(int field, List<Cidr> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        int from = begin(field);
        for (int i = 0; i < addresses.size(); i++) {
            address(addresses.get(i));
        }
        end(from);
    }

    /// A bitmap that is not empty, in its portable form.
    void bitmap(int field, RoaringBitmap bitmap) {
        int length = bitmap.serializedSizeInBytes();
        grow(1 + LONGEST + length);
        bytes[size++] = (byte) ((field << TAG_BITS) | LENGTH_FOLLOWS);
        varint(length);
        bitmap.serialize(ByteBuffer.wrap(bytes, size, length));
        size += length;
    }

    /// Fields that were written before, as they are.
    void raw(byte[] more) {
        raw(more, 0, more.length);
    }

    /// Fields that were written before, from a place on and up to another.
    void raw(byte[] written, int from, int until) {
        grow(until - from);
        System.arraycopy(written, from, bytes, size, until - from);
        size += until - from;
    }

    /// Where the contents begin of a field at a place, which is a message or another thing with a length.
    static int within(byte[] written, int field) {
        int at = field + 1;
        while (written[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /// Where the first field begins with this number or a greater one, at a place or after it; the end where none does.
    /// There are only fields with lengths and of eight bytes.
    static int next(byte[] written, int from, int number) {
        int at = from;
        while (at < written.length && written[at] >>> TAG_BITS < number) {
            int contents = within(written, at);
            at = (written[at] & (1 << TAG_BITS) - 1) == LENGTH_FOLLOWS
                    ? contents + length(written, at + 1)
                    : at + 1 + Long.BYTES;
        }
        return at;
    }

    private static int length(byte[] written, int from) {
        int at = from;
        int length = 0;
        int shift = 0;
        while (written[at] < 0) {
            length |= (written[at++] & LOW) << shift;
            shift += LOW_BITS;
        }
        return length | written[at] << shift;
    }

    /// A message within begins; where, for its [#end].
    int begin(int field) {
        grow(2);
        bytes[size++] = (byte) ((field << TAG_BITS) | LENGTH_FOLLOWS);
        return ++size;
    }

    void end(int from) {
        int length = size - from;
        if (length <= LOW) {
            bytes[from - 1] = (byte) length;
            return;
        }
        int more = varintSize(length) - 1;
        grow(more);
        System.arraycopy(bytes, from, bytes, from + more, length);
        size = from - 1;
        varint(length);
        size += length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// A message that has nothing but a field with a message that has nothing but a field with this message.
    byte[] within(int outer, int inner) {
        int length = 1 + varintSize(size) + size;
        var whole = new byte[1 + varintSize(length) + length];
        whole[0] = (byte) ((outer << TAG_BITS) | LENGTH_FOLLOWS);
        int at = varint(whole, 1, length);
        whole[at++] = (byte) ((inner << TAG_BITS) | LENGTH_FOLLOWS);
        at = varint(whole, at, size);
        System.arraycopy(bytes, 0, whole, at, size);
        return whole;
    }

    static int zigzag(int value) {
        return (value << 1) ^ (value >> (Integer.SIZE - 1));
    }

    static int varintSize(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + LOW_BITS - 1) / LOW_BITS;
    }

    private void address(Cidr address) {
        grow(1 + 2 * Long.BYTES);
        var network = address.network();
        if (address.version() == IpVersion.V4) {
            bytes[size++] = (byte) address.prefixLength();
            octets(network.low(), Integer.SIZE);
        } else {
            bytes[size++] = (byte) (Addresses.V6_FROM + address.prefixLength());
            octets(network.high(), Long.SIZE);
            octets(network.low(), Long.SIZE);
        }
    }

    private void octets(long word, int bits) {
        for (int shift = bits - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (word >>> shift);
        }
    }

    private void octets(int field, byte[] value) {
        grow(1 + LONGEST + value.length);
        bytes[size++] = (byte) ((field << TAG_BITS) | LENGTH_FOLLOWS);
        varint(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /// There must be room for it.
    private void varint(int value) {
        size = varint(bytes, size, value);
    }

    private static int varint(byte[] to, int from, int value) {
        int at = from;
        int left = value;
        while ((left & ~LOW) != 0) {
            to[at++] = (byte) (left | MORE);
            left >>>= LOW_BITS;
        }
        to[at++] = (byte) left;
        return at;
    }

    private void grow(int by) {
        if (bytes.length - size < by) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + by));
        }
    }
}
