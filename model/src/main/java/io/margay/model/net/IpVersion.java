package io.margay.model.net;

/// The two versions of the Internet Protocol.
public enum IpVersion {
    V4(4, 32),
    V6(6, 128);

    private final int number;
    private final int bits;

    IpVersion(int number, int bits) {
        this.number = number;
        this.bits = bits;
    }

    /// The number in the first nibble of a packet: 4 or 6.
    public int number() {
        return number;
    }

    /// The length of an address in bits: 32 or 128.
    public int bits() {
        return bits;
    }
}
