package io.margay.actors.view;

/// Different values, numbered as they come: the first is 0.
///
/// Layout: a table of twice to four times as many places as values that may come; a value sits at its hash or after it,
/// beside its number plus 1. Cost: a few steps a value.
final class LongNumbers {
    private final long[] values;
    private final int[] numbers;
    private final int mask;
    private int size;

    /// @param most how many may be added
    LongNumbers(int most) {
        values = new long[Integer.highestOneBit(Math.max(8, most)) * 4];
        numbers = new int[values.length];
        mask = values.length - 1;
    }

    /// The number of a value.
    int add(long value) {
        int at = (int) (value ^ value >>> 32) & mask;
        while (numbers[at] != 0 && values[at] != value) {
            at = at + 1 & mask;
        }
        if (numbers[at] == 0) {
            values[at] = value;
            numbers[at] = ++size;
        }
        return numbers[at] - 1;
    }

    int size() {
        return size;
    }
}
