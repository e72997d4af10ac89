package io.margay.actors.view;

import java.util.Arrays;

/// Whole numbers, while they are gathered.
final class Growing {
    private long[] values = new long[256];
    private int size;
    private boolean isSorted = true;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        isSorted &= size == 0 || values[size - 1] < value;
        values[size++] = value;
    }

    /// Each once, in order.
    long[] sorted() {
        if (isSorted) {
            return Arrays.copyOf(values, size);
        }
        Arrays.sort(values, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || values[i] != values[kept - 1]) {
                values[kept++] = values[i];
            }
        }
        return Arrays.copyOf(values, kept);
    }
}
