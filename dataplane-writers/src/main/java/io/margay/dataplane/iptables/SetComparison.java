package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.dataplane.kernel.Members;
import java.util.Arrays;

/// What a set should hold against what it holds: hears all of the one, then all of the other. A member may be told more
/// than once.
///
/// One compares set after set, so that looking at thousands of them leaves no garbage that a collector takes for old.
/// Memory: 16 to 32 bytes a member of IPv4, 40 to 80 of IPv6, of one set at a time; between sets 2 MB for each of two
/// tables at most.
final class SetComparison {
    /// Open addressing, at most half full; all in one array, so many numbers a place:
    ///
    /// ```text
    /// IPv4   code │ address
    /// IPv6   code │ address, 4 numbers          a code of 0: an empty place; below it: a member that was found
    /// ```
    private static final class Table implements MemberSink {
        private static final int LEAST = 16;
        private static final int NARROW = 2;
        private static final int WIDE = 5;
        private static final int MOST_KEPT = 1 << 19;
        private static final int PORT = 1 << 30;
        private static final int PROTOCOL_SHIFT = 16;
        private static final long LOW_WORD = 0xffff_ffffL;

        private int width = NARROW;
        private int places = LEAST;
        private int[] numbers = new int[NARROW * LEAST];
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
            if (numbers.length > MOST_KEPT) {
                make(NARROW, LEAST);
            } else {
                Arrays.fill(numbers, 0);
                width = NARROW;
                places = Integer.highestOneBit(numbers.length / NARROW);
            }
            size = 0;
            found = 0;
        }

        private void make(int newWidth, int newPlaces) {
            width = newWidth;
            places = newPlaces;
            numbers = new int[newWidth * newPlaces];
        }

        private static boolean isNarrow(long high, long low) {
            return high == 0 && (low & ~LOW_WORD) == 0;
        }

        private void put(long high, long low, int code) {
            if (width == NARROW && !isNarrow(high, low)) {
                move(WIDE, places);
            }
            int at = place(high, low, code);
            if (numbers[at] == 0) {
                set(at, high, low, code);
                if (2 * ++size > places) {
                    move(width, 2 * places);
                }
            }
        }

        private void set(int at, long high, long low, int code) {
            numbers[at] = code;
            numbers[at + 1] = (int) low;
            if (width == WIDE) {
                numbers[at + 2] = (int) (low >>> Integer.SIZE);
                numbers[at + 3] = (int) high;
                numbers[at + 4] = (int) (high >>> Integer.SIZE);
            }
        }

        private long low(int at) {
            long low = numbers[at + 1] & LOW_WORD;
            return width == NARROW ? low : low | (long) numbers[at + 2] << Integer.SIZE;
        }

        private long high(int at) {
            return width == NARROW ? 0 : (numbers[at + 3] & LOW_WORD) | (long) numbers[at + 4] << Integer.SIZE;
        }

        /// Whether it is there; from now on it is found.
        boolean find(long high, long low, int code) {
            int at = width == NARROW && !isNarrow(high, low) ? -1 : place(high, low, code);
            if (at < 0 || numbers[at] == 0) {
                return false;
            }
            if (numbers[at] > 0) {
                numbers[at] = -code;
                found++;
            }
            return true;
        }

        private int place(long high, long low, int code) {
            int mask = places - 1;
            int place = hash(high, low, code) & mask;
            while (!isFreeOrOf(place * width, high, low, code)) {
                place = (place + 1) & mask;
            }
            return place * width;
        }

        private boolean isFreeOrOf(int at, long high, long low, int code) {
            int there = numbers[at];
            return there == 0 || (Math.abs(there) == code && low(at) == low && high(at) == high);
        }

        /// To another array; before anything is found.
        private void move(int newWidth, int newPlaces) {
            var old = new Table();
            old.width = width;
            old.places = places;
            old.numbers = numbers;
            make(newWidth, newPlaces);
            size = 0;
            old.tellAll(this);
        }

        private static int hash(long high, long low, int code) {
            long mixed = ((high * 31 + low) * 31 + code) * 0x9e37_79b9_7f4a_7c15L;
            return (int) (mixed ^ mixed >>> Integer.SIZE);
        }

        /// Tells those that were not found.
        void tell(MemberSink sink) {
            for (int at = 0; at < numbers.length; at += width) {
                if (numbers[at] > 0) {
                    tell(at, sink);
                }
            }
        }

        /// Tells all.
        void tellAll(MemberSink sink) {
            for (int at = 0; at < numbers.length; at += width) {
                if (numbers[at] != 0) {
                    tell(at, sink);
                }
            }
        }

        private void tell(int at, MemberSink sink) {
            int code = Math.abs(numbers[at]);
            if ((code & PORT) == 0) {
                sink.net(high(at), low(at), code - 1);
            } else {
                int rest = code & ~PORT;
                sink.port(high(at), low(at), rest >>> PROTOCOL_SHIFT, rest & Character.MAX_VALUE);
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
