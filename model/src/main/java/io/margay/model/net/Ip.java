package io.margay.model.net;

import java.util.Optional;

/// An IP address, as numbers.
///
/// A V4 address stands in the low 32 bits of `low`. An IPv4-mapped IPv6 address (`::ffff:10.0.0.1`) is its V4 address:
/// the constructor turns one into the other, as Go's `To4` does, so that one host has one value.
/// Order: V4 before V6, then by unsigned number.
///
/// @param version which protocol the address belongs to
/// @param high the upper 64 bits; 0 for V4
/// @param low the lower 64 bits
public record Ip(IpVersion version, long high, long low) implements Comparable<Ip> {
    private static final long V4_MASK = 0xffff_ffffL;
    private static final long MAPPED = 0xffffL;

    public Ip {
        if (version == IpVersion.V6 && high == 0 && low >>> 32 == MAPPED) {
            version = IpVersion.V4;
            low &= V4_MASK;
        }
        if (version == IpVersion.V4 && (high != 0 || (low & ~V4_MASK) != 0)) {
            throw new IllegalArgumentException("a V4 address has 32 bits, got high=" + high + " low=" + low);
        }
    }

    /// The address that `text` writes, or empty when it writes none.
    ///
    /// Strict as Go's `net.ParseIP`: four decimal fields without leading zeros, or IPv6 with at most one `::` and
    /// perhaps a V4 address as its last 32 bits. No zone, no prefix length, no blanks.
    /// Cost: one pass, no strings.
    public static Optional<Ip> parse(String text) {
        return new IpReader(text, 0, text.length()).read();
    }

    /// The address in network byte order: 4 or 16 bytes.
    ///
    /// Errors: `IllegalArgumentException` for any other length.
    public static Ip ofBytes(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new Ip(IpVersion.V4, 0, bigEndian(bytes, 0, 4));
            case 16 -> new Ip(IpVersion.V6, bigEndian(bytes, 0, 8), bigEndian(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, got " + bytes.length);
        };
    }

    /// The address in network byte order, in a new array of 4 or 16 bytes.
    public byte[] bytes() {
        var bytes = new byte[version.bits() / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            long word = fromEnd < Long.BYTES ? low : high;
            bytes[i] = (byte) (word >>> (fromEnd % Long.BYTES * Byte.SIZE));
        }
        return bytes;
    }

    /// This address with all bits after the first `prefixLength` cleared; itself if they are clear already.
    ///
    /// Errors: `IllegalArgumentException` if `prefixLength` is not 0 to 32 (V4) or 0 to 128 (V6).
    public Ip masked(int prefixLength) {
        if (prefixLength < 0 || prefixLength > version.bits()) {
            throw new IllegalArgumentException(
                    "a prefix length for " + this + " is 0 to " + version.bits() + ", got " + prefixLength);
        }
        int prefix128 = prefixLength + IpVersion.V6.bits() - version.bits();
        long maskedHigh = high & highMask(prefix128);
        long maskedLow = low & lowMask(prefix128);
        return maskedHigh == high && maskedLow == low ? this : new Ip(version, maskedHigh, maskedLow);
    }

    /// The upper half of a 128-bit mask with `prefixLength` leading ones.
    static long highMask(int prefixLength) {
        return ones(Math.min(prefixLength, Long.SIZE));
    }

    /// The lower half of a 128-bit mask with `prefixLength` leading ones.
    static long lowMask(int prefixLength) {
        return ones(Math.max(prefixLength - Long.SIZE, 0));
    }

    @Override
    public int compareTo(Ip other) {
        int byVersion = version.compareTo(other.version);
        if (byVersion != 0) {
            return byVersion;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// The canonical text: dotted decimal, or RFC 5952 (lower case, longest run of zeros as `::`).
    @Override
    public String toString() {
        return IpText.print(this);
    }

    private static long ones(int count) {
        return count == 0 ? 0 : -1L << (Long.SIZE - count);
    }

    private static long bigEndian(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return value;
    }
}
