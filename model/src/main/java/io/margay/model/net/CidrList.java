package io.margay.model.net;

import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;

/// Prefixes in order, each once. Immutable.
///
/// Layout: one address of IPv4, as most identities have it, is an `int` in this object; else each prefix is two `long`,
/// and a byte, its *head*. An element is an object only when it is asked for as one.
///
/// The head of a prefix says version and length: the length, and 64 more for IPv6.
public abstract sealed class CidrList extends AbstractList<Cidr> implements RandomAccess {
    /// None.
    public static final CidrList EMPTY = new Packed(new long[0], new byte[0]);

    private static final long V4_MASK = 0xffff_ffffL;
    /// From here on a head is a length of IPv6.
    private static final int V6_FROM = 64;

    private CidrList() {}

    /// These, sorted. Itself if it is such a list.
    public static CidrList of(Collection<Cidr> prefixes) {
        if (prefixes instanceof CidrList list) {
            return list;
        }
        if (prefixes.isEmpty()) {
            return EMPTY;
        }
        var sorted = prefixes.stream().sorted().distinct().toList();
        var first = sorted.getFirst();
        return sorted.size() == 1 && first.version() == IpVersion.V4 && first.isSingle()
                ? new One((int) first.network().low())
                : Packed.pack(sorted);
    }

    /// One address of IPv4.
    public static CidrList ofV4(int address) {
        return new One(address);
    }

    /// The head of a prefix.
    public static int head(IpVersion version, int prefixLength) {
        return version == IpVersion.V4 ? prefixLength : prefixLength + V6_FROM;
    }

    /// The version that a head says.
    public static IpVersion version(int head) {
        return head < V6_FROM ? IpVersion.V4 : IpVersion.V6;
    }

    /// The prefix length that a head says.
    public static int prefixLength(int head) {
        return head < V6_FROM ? head : head - V6_FROM;
    }

    /// The head of one of them, by its place from 0.
    public abstract int headAt(int at);

    /// The upper 64 bits of its network.
    public abstract long highAt(int at);

    /// The lower 64 bits.
    public abstract long lowAt(int at);

    /// Whether there is any of a version.
    public final boolean has(IpVersion version) {
        int size = size();
        return size > 0 && version(headAt(version == IpVersion.V4 ? 0 : size - 1)) == version;
    }

    /// Whether a prefix is among them. Cost: as of a binary search.
    public final boolean contains(long high, long low, int head) {
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = compare(middle, high, low, head);
            if (order == 0) {
                return true;
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return false;
    }

    @Override
    public final boolean contains(Object other) {
        return other instanceof Cidr prefix
                && contains(
                        prefix.network().high(), prefix.network().low(), head(prefix.version(), prefix.prefixLength()));
    }

    @Override
    public Cidr get(int at) {
        int head = headAt(at);
        return new Cidr(new Ip(version(head), highAt(at), lowAt(at)), prefixLength(head));
    }

    private int compare(int at, long high, long low, int head) {
        int byVersion = version(headAt(at)).compareTo(version(head));
        int byHigh = byVersion != 0 ? byVersion : Long.compareUnsigned(highAt(at), high);
        int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(lowAt(at), low);
        return byLow != 0 ? byLow : Integer.compare(headAt(at), head);
    }

    private static final class One extends CidrList {
        private final int address;

        private One(int address) {
            this.address = address;
        }

        @Override
        public int headAt(int at) {
            return IpVersion.V4.bits();
        }

        @Override
        public long highAt(int at) {
            return 0;
        }

        @Override
        public long lowAt(int at) {
            return address & V4_MASK;
        }

        @Override
        public Cidr get(int at) {
            if (at != 0) {
                throw new IndexOutOfBoundsException(at);
            }
            return super.get(at);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private static final class Packed extends CidrList {
        private final long[] halves;
        private final byte[] heads;

        private Packed(long[] halves, byte[] heads) {
            this.halves = halves;
            this.heads = heads;
        }

        private static Packed pack(Collection<Cidr> sorted) {
            var halves = new long[2 * sorted.size()];
            var heads = new byte[sorted.size()];
            int at = 0;
            for (var prefix : sorted) {
                halves[2 * at] = prefix.network().high();
                halves[2 * at + 1] = prefix.network().low();
                heads[at++] = (byte) head(prefix.version(), prefix.prefixLength());
            }
            return new Packed(halves, heads);
        }

        @Override
        public int headAt(int at) {
            return Byte.toUnsignedInt(heads[at]);
        }

        @Override
        public long highAt(int at) {
            return halves[2 * at];
        }

        @Override
        public long lowAt(int at) {
            return halves[2 * at + 1];
        }

        @Override
        public int size() {
            return heads.length;
        }
    }
}
