package io.margay.cli.compute;

import java.nio.ByteBuffer;

/// The hash of a part of what hosts hold: the first half of a SHA-256. In order as unsigned bytes.
final class PartDigest implements Comparable<PartDigest> {
    private final long high;
    private final long low;

    private PartDigest(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /// The first half of a hash.
    static PartDigest of(byte[] hash) {
        var words = ByteBuffer.wrap(hash);
        return new PartDigest(words.getLong(), words.getLong());
    }

    void addTo(DigestBytes all) {
        all.word(high);
        all.word(low);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    @Override
    public int compareTo(PartDigest other) {
        return high == other.high ? Long.compareUnsigned(low, other.low) : Long.compareUnsigned(high, other.high);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartDigest digest && high == digest.high && low == digest.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }
}
