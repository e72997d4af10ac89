package io.margay.cli.compute;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Bytes that are to be hashed, while they are gathered: numbers, texts and addresses. Source: `docs/compute.md`,
/// "Digests".
final class DigestBytes {
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// Seven bits a byte, the lowest first; all but the last byte have the highest bit.
    void number(int number) {
        grow(Integer.BYTES + 1);
        int left = number;
        while ((left & ~LOW) != 0) {
            bytes[size++] = (byte) ((left & LOW) | MORE);
            left >>>= LOW_BITS;
        }
        bytes[size++] = (byte) left;
    }

    /// Its length in bytes, then UTF-8.
    void text(String text) {
        var utf = text.getBytes(StandardCharsets.UTF_8);
        number(utf.length);
        raw(utf, 0, utf.length);
    }

    void raw(byte[] from, int at, int length) {
        grow(length);
        System.arraycopy(from, at, bytes, size, length);
        size += length;
    }

    /// Some of other bytes.
    void raw(DigestBytes from, int begin, int end) {
        raw(from.bytes, begin, end - begin);
    }

    /// Compares two ranges as unsigned bytes.
    int compare(int from, int to, int otherFrom, int otherTo) {
        return Arrays.compareUnsigned(bytes, from, to, bytes, otherFrom, otherTo);
    }

    /// How many there are of V4, and these; then of V6.
    void addresses(List<Cidr> addresses) {
        var sorted = addresses.stream().sorted().distinct().toList();
        for (var version : IpVersion.values()) {
            var some = sorted.stream().filter(it -> it.version() == version).toList();
            number(some.size());
            some.forEach(this::address);
        }
    }

    /// The network, then the length of the prefix.
    void address(Cidr address) {
        address(address.network());
        grow(1);
        bytes[size++] = (byte) address.prefixLength();
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// The hash of all of them.
    PartDigest digest(MessageDigest sha) {
        sha.update(bytes, 0, size);
        return PartDigest.of(sha);
    }

    private void address(Ip ip) {
        var raw = ip.bytes();
        raw(raw, 0, raw.length);
    }

    private void grow(int by) {
        if (bytes.length - size < by) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + by));
        }
    }
}
