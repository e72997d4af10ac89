package io.margay.index.intern;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A few numbers, each once. Not for two threads.
///
/// Layout: one array, in order; 40 bytes for one number, where a compressed bitmap takes six objects. Cost: a binary
/// search for each that comes or goes, and a shift of what is behind it; one that is higher than all is put at the end.
public final class IntSet {
    private static final int[] NONE = {};

    private int[] values = NONE;
    private int size;

    /// A number comes; whether it was not there.
    public boolean add(int value) {
        int at = size == 0 || values[size - 1] < value ? ~size : Arrays.binarySearch(values, 0, size, value);
        if (at >= 0) {
            return false;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size + 1 + (size >> 1));
        }
        System.arraycopy(values, ~at, values, ~at + 1, size - ~at);
        values[~at] = value;
        size++;
        return true;
    }

    /// A number goes; whether it was there.
    public boolean remove(int value) {
        int at = Arrays.binarySearch(values, 0, size, value);
        if (at < 0) {
            return false;
        }
        size--;
        System.arraycopy(values, at + 1, values, at, size - at);
        return true;
    }

    /// Whether nothing is there.
    public boolean isEmpty() {
        return size == 0;
    }

    /// How many numbers there are.
    public int size() {
        return size;
    }

    /// The number at a place, from 0 for the lowest.
    public int get(int at) {
        return values[at];
    }

    /// Shows the numbers, lowest first.
    public void forEach(IntConsumer number) {
        for (int i = 0; i < size; i++) {
            number.accept(values[i]);
        }
    }
}
