package io.margay.model.update;

import io.margay.model.net.CidrList;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Which identities may hold an address.
///
/// Layout: pairs of a hash of an address and the number of an identity that holds it, in two arrays with open
/// addressing, at most half full: 16 to 32 bytes an address. Two addresses of one identity with the same hash are two
/// equal pairs, and it does not matter which of them goes. Whoever asks looks whether the identity holds the address.
final class Holders {
    private static final int LEAST = 16;
    /// A number that no identity has, where nothing is.
    private static final int NONE = -1;

    private int[] hashes = new int[LEAST];
    private int[] numbers = filled(LEAST);
    private int size;

    void add(int number, CidrList addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            add(number, hash(addresses, i));
        }
    }

    void remove(int number, CidrList addresses) {
        for (int i = 0; i < addresses.size(); i++) {
            remove(number, hash(addresses, i));
        }
    }

    /// Whether any that may hold this prefix is such. The head is that of [CidrList].
    boolean any(long high, long low, int head, IntPredicate isSuch) {
        int hash = hash(high, low, head);
        int mask = hashes.length - 1;
        for (int at = hash & mask; numbers[at] != NONE; at = (at + 1) & mask) {
            if (hashes[at] == hash && isSuch.test(numbers[at])) {
                return true;
            }
        }
        return false;
    }

    private void add(int number, int hash) {
        if (2 * ++size > hashes.length) {
            grow();
        }
        insert(number, hash);
    }

    private void insert(int number, int hash) {
        int mask = hashes.length - 1;
        int at = hash & mask;
        while (numbers[at] != NONE) {
            at = (at + 1) & mask;
        }
        hashes[at] = hash;
        numbers[at] = number;
    }

    private void remove(int number, int hash) {
        int mask = hashes.length - 1;
        int free = hash & mask;
        while (numbers[free] != number || hashes[free] != hash) {
            if (numbers[free] == NONE) {
                throw new IllegalStateException("identity " + number + " did not hold an address");
            }
            free = (free + 1) & mask;
        }
        size--;
        numbers[free] = NONE;
        for (int at = (free + 1) & mask; numbers[at] != NONE; at = (at + 1) & mask) {
            // What lies behind the gap and could lie in it moves there.
            if (((at - hashes[at]) & mask) >= ((at - free) & mask)) {
                hashes[free] = hashes[at];
                numbers[free] = numbers[at];
                numbers[at] = NONE;
                free = at;
            }
        }
    }

    private void grow() {
        var oldHashes = hashes;
        var oldNumbers = numbers;
        hashes = new int[2 * oldHashes.length];
        numbers = filled(hashes.length);
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != NONE) {
                insert(oldNumbers[i], oldHashes[i]);
            }
        }
    }

    private static int hash(CidrList addresses, int at) {
        return hash(addresses.highAt(at), addresses.lowAt(at), addresses.headAt(at));
    }

    private static int hash(long high, long low, int head) {
        long mixed = (high * 31 + low) * 31 + head;
        mixed *= 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed ^ mixed >>> Integer.SIZE);
    }

    private static int[] filled(int length) {
        var numbers = new int[length];
        Arrays.fill(numbers, NONE);
        return numbers;
    }
}
