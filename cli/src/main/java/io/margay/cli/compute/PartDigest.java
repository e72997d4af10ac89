package io.margay.cli.compute;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The hash of a part of what a host holds. In order as unsigned bytes.
final class PartDigest implements Comparable<PartDigest> {
    private final byte[] bytes;
    private final long first; // eight bytes, moved so that signed order is theirs

    private PartDigest(byte[] bytes) {
        this.bytes = bytes;
        this.first = ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
    }

    /// Of all that was hashed since the last time.
    static PartDigest of(MessageDigest sha) {
        return new PartDigest(sha.digest());
    }

    void addTo(DigestBytes all) {
        all.raw(bytes, 0, bytes.length);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(PartDigest other) {
        return first == other.first ? Arrays.compareUnsigned(bytes, other.bytes) : Long.compare(first, other.first);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartDigest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
