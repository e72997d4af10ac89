package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import java.util.Arrays;

/// What a set should hold against what it holds: hears all of the one, then all of the other. A member may be told more
/// than once.
///
/// One compares set after set, so that looking at thousands of them leaves no garbage that a collector takes for old.
/// Memory: 40 to 80 bytes a member, of one set at a time; between sets no more than `MOST_KEPT` places.
final class SetComparison {
    /// Open addressing, at most half full: two `long` and an `int` a place; a code of 0 is an empty place, one below it
    /// a member that was found.
    private static final class Table implements MemberSink {
        private static final int LEAST = 16;
        private static final int MOST_KEPT = 1 << 17;
        private static final int PORT = 1 << 30;
        private static final int PROTOCOL_SHIFT = 16;

        private long[] halves = new long[2 * LEAST];
        private int[] codes = new int[LEAST];
        private int size;
        private int found;

        @Override
        public void net(long high, long low, int prefixLength) {
            put(high, low, netCode(prefixLength));
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            put(high, low, portCode(protocol, port));
        }

        static int netCode(int prefixLength) {
            return prefixLength + 1;
        }

        static int portCode(int protocol, int port) {
            return PORT | protocol << PROTOCOL_SHIFT | port;
        }

        private void clear() {
            if (codes.length > MOST_KEPT) {
                halves = new long[2 * LEAST];
                codes = new int[LEAST];
            } else {
                Arrays.fill(codes, 0);
            }
            size = 0;
            found = 0;
        }

        private void put(long high, long low, int code) {
            int at = place(high, low, code);
            if (codes[at] != 0) {
                return;
            }
            halves[2 * at] = high;
            halves[2 * at + 1] = low;
            codes[at] = code;
            if (2 * ++size > codes.length) {
                grow();
            }
        }

        /// Whether it is there; from now on it is found.
        boolean find(long high, long low, int code) {
            int at = place(high, low, code);
            if (codes[at] == 0) {
                return false;
            }
            if (codes[at] > 0) {
                codes[at] = -code;
                found++;
            }
            return true;
        }

        private int place(long high, long low, int code) {
            int mask = codes.length - 1;
            int at = hash(high, low, code) & mask;
            while (codes[at] != 0
                    && !(Math.abs(codes[at]) == code && halves[2 * at + 1] == low && halves[2 * at] == high)) {
                at = (at + 1) & mask;
            }
            return at;
        }

        private void grow() {
            var oldHalves = halves;
            var oldCodes = codes;
            halves = new long[2 * oldHalves.length];
            codes = new int[2 * oldCodes.length];
            size = 0;
            for (int at = 0; at < oldCodes.length; at++) {
                if (oldCodes[at] != 0) {
                    put(oldHalves[2 * at], oldHalves[2 * at + 1], oldCodes[at]);
                }
            }
        }

        private static int hash(long high, long low, int code) {
            long mixed = ((high * 31 + low) * 31 + code) * 0x9e37_79b9_7f4a_7c15L;
            return (int) (mixed ^ mixed >>> Integer.SIZE);
        }

        /// Tells those that were not found.
        void tell(MemberSink sink) {
            for (int at = 0; at < codes.length; at++) {
                if (codes[at] > 0) {
                    tell(halves[2 * at], halves[2 * at + 1], codes[at], sink);
                }
            }
        }

        /// Tells all.
        void tellAll(MemberSink sink) {
            for (int at = 0; at < codes.length; at++) {
                if (codes[at] != 0) {
                    tell(halves[2 * at], halves[2 * at + 1], Math.abs(codes[at]), sink);
                }
            }
        }

        private static void tell(long high, long low, int code, MemberSink sink) {
            if ((code & PORT) == 0) {
                sink.net(high, low, code - 1);
            } else {
                int rest = code & ~PORT;
                sink.port(high, low, rest >>> PROTOCOL_SHIFT, rest & Character.MAX_VALUE);
            }
        }
    }

    private final Table wanted = new Table();
    private final Table extra = new Table();

    /// Begins anew, for another set.
    ///
    /// @return hears what that should hold
    MemberSink begin() {
        wanted.clear();
        extra.clear();
        return wanted;
    }

    /// How many members it should hold.
    int size() {
        return wanted.size;
    }

    /// What it should hold.
    Members all() {
        return wanted::tellAll;
    }

    /// Hears what is there.
    MemberSink there() {
        return new MemberSink() {
            @Override
            public void net(long high, long low, int prefixLength) {
                if (!wanted.find(high, low, Table.netCode(prefixLength))) {
                    extra.net(high, low, prefixLength);
                }
            }

            @Override
            public void port(long high, long low, int protocol, int port) {
                if (!wanted.find(high, low, Table.portCode(protocol, port))) {
                    extra.port(high, low, protocol, port);
                }
            }
        };
    }

    /// How many members are not there, or should not be.
    int differences() {
        return missing() + extra.size;
    }

    int missing() {
        return wanted.size - wanted.found;
    }

    /// Those that are not there.
    Members lacking() {
        return wanted::tell;
    }

    /// Those that should not be.
    Members surplus() {
        return extra::tell;
    }
}
