package io.margay.model.net;

import java.util.Optional;

/// All addresses that share a prefix.
///
/// The constructor clears the bits after the prefix, so equal sets of addresses are equal values.
/// Order: by network, then the wider prefix first.
///
/// @param network the lowest address
/// @param prefixLength how many leading bits are shared; 0 to 32 (V4) or 0 to 128 (V6)
public record Cidr(Ip network, int prefixLength) implements Comparable<Cidr> {
    private static final int MAPPED_BITS = IpVersion.V6.bits() - IpVersion.V4.bits();

    public Cidr {
        network = network.masked(prefixLength);
    }

    /// The prefix that `text` writes, or empty if it writes none; a bare address stands for itself alone (/32, /128).
    public static Optional<Cidr> parse(String text) {
        return text.indexOf('/') < 0 ? Ip.parse(text).map(Cidr::of) : parseStrict(text);
    }

    /// The prefix that `text` writes as `address/length`; empty if it writes none, or no length.
    ///
    /// As Go's `net.ParseCIDR`: the length may have leading zeros. A prefix of IPv4-mapped addresses is the
    /// prefix of those V4 addresses (`::ffff:10.0.0.0/104` is `10.0.0.0/8`), unless it is shorter than /96.
    public static Optional<Cidr> parseStrict(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return new IpReader(text, 0, slash).read().flatMap(ip -> withLength(ip, text, slash));
    }

    /// Whether `text` is a valid `address/length` whose address has bits set after the prefix, as `10.0.0.1/8`.
    public static boolean hasHostBits(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        var address = Ip.parse(text.substring(0, slash));
        var cidr = parseStrict(text);
        return address.isPresent() && cidr.isPresent() && !cidr.get().network.equals(address.get());
    }

    /// The prefix that holds `ip` alone.
    public static Cidr of(Ip ip) {
        return new Cidr(ip, ip.version().bits());
    }

    /// The version of its addresses.
    public IpVersion version() {
        return network.version();
    }

    /// Whether `ip` is one of its addresses; never for the other version.
    public boolean contains(Ip ip) {
        if (ip.version() != version()) {
            return false;
        }
        int prefix128 = prefixLength + IpVersion.V6.bits() - version().bits();
        return (ip.high() & Ip.highMask(prefix128)) == network.high()
                && (ip.low() & Ip.lowMask(prefix128)) == network.low();
    }

    /// Whether all addresses of `other` are its own too; so a prefix contains itself.
    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && contains(other.network);
    }

    /// Whether it holds one address.
    public boolean isSingle() {
        return prefixLength == version().bits();
    }

    @Override
    public int compareTo(Cidr other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    /// `10.0.0.0/8`; always with the length.
    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }

    private static Optional<Cidr> withLength(Ip ip, String text, int slash) {
        boolean mapped = ip.version() == IpVersion.V4 && text.lastIndexOf(':', slash) >= 0;
        int max = mapped ? IpVersion.V6.bits() : ip.version().bits();
        int length = Digits.parse(text, slash + 1, text.length(), max);
        if (length == Digits.NONE) {
            return Optional.empty();
        }
        return Optional.of(mapped ? ofMapped(ip, length) : new Cidr(ip, length));
    }

    private static Cidr ofMapped(Ip ip, int length) {
        if (length >= MAPPED_BITS) {
            return new Cidr(ip, length - MAPPED_BITS);
        }
        long low = 0xffff_0000_0000L & Ip.lowMask(length);
        return new Cidr(new Ip(IpVersion.V6, 0, low), length);
    }
}
