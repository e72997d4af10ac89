package io.margay.wire;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.update.Ints;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A protobuf message while its fields are written, lowest number first: the bytes that the generated classes write,
/// without their objects. What has its default value is left out.
///
/// Layout: one array. A message within has one byte for its length, and is moved on when it turns out to need more.
final class ProtoBytes {
    private static final int TAG_BITS = 3;
    private static final int LENGTH_FOLLOWS = 2;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;

    private byte[] bytes;
    private int size;

    ProtoBytes(int capacity) {
        bytes = new byte[capacity];
    }

    void number(int field, int value) {
        if (value != 0) {
            varint(field << TAG_BITS);
            varint(value);
        }
    }

    void text(int field, String value) {
        if (!value.isEmpty()) {
            element(field, value);
        }
    }

    /// One of several, which may be empty.
    void element(int field, String value) {
        var utf = value.getBytes(StandardCharsets.UTF_8);
        varint((field << TAG_BITS) | LENGTH_FOLLOWS);
        varint(utf.length);
        raw(utf);
    }

    void numbers(int field, Ints values) {
        if (values.size() > 0) {
            int from = begin(field);
            values.forEach(this::varint);
            end(from);
        }
    }

    /// As [Addresses] has it.
    void addresses(int field, List<Cidr> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        int from = begin(field);
        for (var address : addresses) {
            int head = address.version() == IpVersion.V4 ? 0 : Addresses.V6_FROM;
            grow(1);
            bytes[size++] = (byte) (head + address.prefixLength());
            raw(address.network().bytes());
        }
        end(from);
    }

    /// A message within begins; where, for its [#end].
    int begin(int field) {
        varint((field << TAG_BITS) | LENGTH_FOLLOWS);
        grow(1);
        return ++size;
    }

    void end(int from) {
        int length = size - from;
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

    private void varint(int value) {
        grow(varintSize(value));
        int left = value;
        while ((left & ~LOW) != 0) {
            bytes[size++] = (byte) ((left & LOW) | MORE);
            left >>>= LOW_BITS;
        }
        bytes[size++] = (byte) left;
    }

    private static int varintSize(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + LOW_BITS - 1) / LOW_BITS;
    }

    private void raw(byte[] more) {
        grow(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    private void grow(int by) {
        if (bytes.length - size < by) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + by));
        }
    }
}
