package io.margay.index.intern;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Numbers, each with how often it is there. Not for two threads.
///
/// Layout: one array of number and count in turn, by number. Cost: a binary search for each that comes or goes, and a
/// shift of the array where a number is new or goes; 48 bytes for one number, 8 to 12 for each of many.
public final class IntCounts {
    private static final int[] NONE = {};

    private int[] pairs = NONE;
    private int size;

    /// A number comes; whether it was not there.
    public boolean add(int number) {
        int at = find(number);
        if (at < 0) {
            insert(~at, number);
        } else {
            pairs[2 * at + 1]++;
        }
        return at < 0;
    }

    /// A number goes; whether it is no longer there.
    ///
    /// Errors: `IllegalStateException` where it is not there.
    public boolean remove(int number) {
        int at = find(number);
        if (at < 0) {
            throw new IllegalStateException(number + " is not there");
        }
        if (--pairs[2 * at + 1] > 0) {
            return false;
        }
        size--;
        System.arraycopy(pairs, 2 * at + 2, pairs, 2 * at, 2 * (size - at));
        return true;
    }

    /// Nothing is there any more.
    public void clear() {
        pairs = NONE;
        size = 0;
    }

    /// Shows the numbers, lowest first.
    public void forEach(IntConsumer number) {
        for (int i = 0; i < size; i++) {
            number.accept(pairs[2 * i]);
        }
    }

    private int find(int number) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (pairs[2 * middle] < number) {
                low = middle + 1;
            } else if (pairs[2 * middle] > number) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return ~low;
    }

    private void insert(int at, int number) {
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * (size + 1 + (size >> 1)));
        }
        System.arraycopy(pairs, 2 * at, pairs, 2 * at + 2, 2 * (size - at));
        pairs[2 * at] = number;
        pairs[2 * at + 1] = 1;
        size++;
    }
}
