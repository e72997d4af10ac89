package io.margay.engine.identity;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// On which contributors an identity has endpoints, and how many.
///
/// Layout: one array of contributor and count in turn, by contributor. Cost: a binary search for each endpoint that
/// comes or goes, and a shift of the array where a contributor is new or goes; 48 bytes for one contributor.
final class NodeCounts {
    private static final int[] NONE = {};

    private int[] pairs = NONE;
    private int size;

    void add(int contributor) {
        int at = find(contributor);
        if (at < 0) {
            insert(~at, contributor);
        } else {
            pairs[2 * at + 1]++;
        }
    }

    /// Errors: `IllegalStateException` where the contributor has none.
    void remove(int contributor) {
        int at = find(contributor);
        if (at < 0) {
            throw new IllegalStateException("contributor " + contributor + " has no endpoint of this identity");
        }
        if (--pairs[2 * at + 1] == 0) {
            size--;
            System.arraycopy(pairs, 2 * at + 2, pairs, 2 * at, 2 * (size - at));
        }
    }

    /// The contributors, lowest first.
    void forEach(IntConsumer contributor) {
        for (int i = 0; i < size; i++) {
            contributor.accept(pairs[2 * i]);
        }
    }

    private int find(int contributor) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (pairs[2 * middle] < contributor) {
                low = middle + 1;
            } else if (pairs[2 * middle] > contributor) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return ~low;
    }

    private void insert(int at, int contributor) {
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * (size + 1 + (size >> 1)));
        }
        System.arraycopy(pairs, 2 * at, pairs, 2 * at + 2, 2 * (size - at));
        pairs[2 * at] = contributor;
        pairs[2 * at + 1] = 1;
        size++;
    }
}
