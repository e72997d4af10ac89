package io.margay.dataplane.plan;

import java.util.Arrays;

/// Members of one set, and of each a word about it.
///
/// Layout: open addressing, at most half full; two `long`, an `int` and a byte a place: 42 to 84 bytes a member.
final class MemberTable {
    /// Hears a member and the word about it.
    interface Each {
        void member(long high, long low, int code, byte word);
    }

    private static final int LEAST = 8;
    /// Where nothing is: no member has this code.
    private static final int NOTHING = 0;

    private long[] halves = new long[2 * LEAST];
    private int[] codes = new int[LEAST];
    private byte[] words = new byte[LEAST];
    private int size;

    int size() {
        return size;
    }

    /// Whether the member is there.
    boolean contains(long high, long low, int code) {
        return codes[place(high, low, code)] != NOTHING;
    }

    /// What was said of a member; `other` where it is not there.
    byte word(long high, long low, int code, byte other) {
        int at = place(high, low, code);
        return codes[at] == NOTHING ? other : words[at];
    }

    /// Puts a member, and the word in the place of what was said of it.
    void put(long high, long low, int code, byte word) {
        int at = place(high, low, code);
        words[at] = word;
        if (codes[at] != NOTHING) {
            return;
        }
        halves[2 * at] = high;
        halves[2 * at + 1] = low;
        codes[at] = code;
        if (2 * ++size > codes.length) {
            grow();
        }
    }

    void forEach(Each each) {
        for (int at = 0; at < codes.length; at++) {
            if (codes[at] != NOTHING) {
                each.member(halves[2 * at], halves[2 * at + 1], codes[at], words[at]);
            }
        }
    }

    /// Forgets all; keeps its room.
    void clear() {
        Arrays.fill(codes, NOTHING);
        size = 0;
    }

    private int place(long high, long low, int code) {
        int mask = codes.length - 1;
        int at = hash(high, low, code) & mask;
        while (codes[at] != NOTHING && !(codes[at] == code && halves[2 * at + 1] == low && halves[2 * at] == high)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        var old = new MemberTable();
        old.halves = halves;
        old.codes = codes;
        old.words = words;
        halves = new long[2 * halves.length];
        codes = new int[2 * codes.length];
        words = new byte[codes.length];
        size = 0;
        old.forEach(this::put);
    }

    private static int hash(long high, long low, int code) {
        long mixed = (high * 31 + low) * 31 + code;
        mixed *= 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed ^ mixed >>> Integer.SIZE);
    }
}
