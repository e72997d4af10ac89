package io.margay.cli.compute;

import io.margay.model.intern.Utf8;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Bytes that are to be hashed, while they are gathered: numbers, texts and addresses. Source: `docs/compute.md`,
/// "Digests".
///
/// Layout: one array, and the bytes of some texts that come again and again, by their hash.
final class DigestBytes {
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[1 << 12];
    private int size;
    private final Utf8 utf8 = new Utf8();

    DigestBytes() {}

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// Seven bits a byte, the lowest first; all but the last byte have the highest bit.
    void number(int number) {
        if ((number & ~LOW) == 0) {
            octet(number);
        } else {
            number(Integer.toUnsignedLong(number));
        }
    }

    void number(long number) {
        grow(LONGEST_NUMBER);
        long left = number;
        while ((left & ~LOW) != 0) {
            bytes[size++] = (byte) ((left & LOW) | MORE);
            left >>>= LOW_BITS;
        }
        bytes[size++] = (byte) left;
    }

    void octet(int value) {
        grow(1);
        bytes[size++] = (byte) value;
    }

    /// Its length in bytes, then UTF-8.
    void text(String text) {
        text(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same of a text that is likely to come again as the same object.
    void repeated(String text) {
        text(utf8.of(text));
    }

    /// A text in pieces begins; where, for its [#endText].
    int beginText() {
        octet(0);
        return size;
    }

    /// A piece of a text; with `isRepeated` one that is likely to come again as the same object.
    void piece(String text, boolean isRepeated) {
        raw(isRepeated ? utf8.of(text) : text.getBytes(StandardCharsets.UTF_8));
    }

    void endText(int from) {
        int length = size - from;
        if (length > LOW) {
            var text = Arrays.copyOfRange(bytes, from, size);
            size = from - 1;
            text(text);
        } else {
            bytes[from - 1] = (byte) length;
        }
    }

    /// Some of other bytes.
    void raw(DigestBytes from, int begin, int end) {
        raw(from.bytes, begin, end - begin);
    }

    /// Eight bytes, the highest first.
    void word(long word) {
        grow(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (word >>> shift);
        }
    }

    /// Compares two ranges as unsigned bytes.
    int compare(int from, int to, int otherFrom, int otherTo) {
        return Arrays.compareUnsigned(bytes, from, to, bytes, otherFrom, otherTo);
    }

    /// How many there are of V4, and these; then of V6.
    void addresses(List<Cidr> addresses) {
        if (addresses.size() == 1 && addresses.getFirst().version() == IpVersion.V4) {
            number(1);
            v4(addresses.getFirst().network().low(), addresses.getFirst().prefixLength());
            number(0);
        } else {
            several(addresses);
        }
    }

    /// One of V4, by how much its network is more than that of the one before it.
    void v4(long difference, int prefixLength) {
        boolean isSingle = prefixLength == IpVersion.V4.bits();
        number(difference * 2 + (isSingle ? 0 : 1));
        if (!isSingle) {
            octet(prefixLength);
        }
    }

    /// One of V6.
    void v6(Cidr address) {
        word(address.network().high());
        word(address.network().low());
        octet(address.prefixLength());
    }

    /// The hash of all of them.
    PartDigest digest(MessageDigest sha) {
        sha.update(bytes, 0, size);
        return PartDigest.of(sha.digest());
    }

    /// The whole of that hash.
    byte[] wholeDigest(MessageDigest sha) {
        sha.update(bytes, 0, size);
        return sha.digest();
    }

    private void several(List<Cidr> addresses) {
        var sorted = addresses.stream().sorted().distinct().toList();
        int v4 = 0;
        while (v4 < sorted.size() && sorted.get(v4).version() == IpVersion.V4) {
            v4++;
        }
        number(v4);
        long before = 0;
        for (var address : sorted.subList(0, v4)) {
            v4(address.network().low() - before, address.prefixLength());
            before = address.network().low();
        }
        number(sorted.size() - v4);
        sorted.subList(v4, sorted.size()).forEach(this::v6);
    }

    private void text(byte[] utf) {
        number(utf.length);
        raw(utf);
    }

    private void raw(byte[] from) {
        raw(from, 0, from.length);
    }

    private void raw(byte[] from, int at, int length) {
        grow(length);
        System.arraycopy(from, at, bytes, size, length);
        size += length;
    }

    private void grow(int by) {
        if (bytes.length - size < by) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + by));
        }
    }
}
