package io.margay.load.host;

import org.roaringbitmap.RoaringBitmap;

/// Finds addresses that several identities have. It is first shown the hash of each address, then told each with its
/// identity.
///
/// Layout: bits for what was shown, once and again, that stay in the processor's cache; of what may have been shown
/// again, which is little, its hash and one more than the first identity that came with it, in two arrays with open
/// addressing, at most half full; less than 0 where another came, too. Two addresses of one hash are taken for one.
final class FirstHolders {
    private static final int FIRST = 1 << 12;
    private static final int SHOWN_WORDS = 1 << 15;
    /// So many bits of a hash say which bit of a word.
    private static final int OF_A_BIT = 6;

    private final long[] shown = new long[SHOWN_WORDS];
    private final long[] shownAgain = new long[SHOWN_WORDS];
    private long[] hashes = new long[FIRST];
    private int[] holders = new int[FIRST];
    private int size;
    private final RoaringBitmap sharing = new RoaringBitmap();

    /// Some identity has an address. The hash is spread over all its bits.
    void show(long hash) {
        int word = word(hash);
        shownAgain[word] |= shown[word] & 1L << hash;
        shown[word] |= 1L << hash;
    }

    /// An identity has an address. All were shown.
    void add(long hash, int identity) {
        if (!mayBeShared(hash)) {
            return;
        }
        int at = place(hash);
        if (holders[at] == 0) {
            put(at, hash, identity + 1);
            return;
        }
        int first = Math.abs(holders[at]) - 1;
        if (first != identity) {
            holders[at] = -first - 1;
            sharing.add(first);
            sharing.add(identity);
        }
    }

    /// Whether several have the address of this hash.
    boolean isShared(long hash) {
        return mayBeShared(hash) && holders[place(hash)] < 0;
    }

    /// Those that have such an address.
    RoaringBitmap sharing() {
        return sharing;
    }

    private boolean mayBeShared(long hash) {
        return (shownAgain[word(hash)] & 1L << hash) != 0;
    }

    private static int word(long hash) {
        return (int) (hash >>> OF_A_BIT) & SHOWN_WORDS - 1;
    }

    private void put(int at, long hash, int holder) {
        hashes[at] = hash;
        holders[at] = holder;
        if (2 * ++size > hashes.length) {
            grow();
        }
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        int at = (int) hash & mask;
        while (holders[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        var oldHashes = hashes;
        var oldHolders = holders;
        hashes = new long[2 * oldHashes.length];
        holders = new int[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHolders[i] != 0) {
                int at = place(oldHashes[i]);
                hashes[at] = oldHashes[i];
                holders[at] = oldHolders[i];
            }
        }
    }
}
