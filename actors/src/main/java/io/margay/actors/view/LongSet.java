package io.margay.actors.view;

/// Different numbers, counted.
///
/// Layout: a table of twice to four times as many places as numbers that may come; a number sits at its hash or after
/// it. Cost: a few steps a number.
final class LongSet {
    private final long[] table;
    private final int mask;
    private int size;
    private boolean hasZero;

    /// @param most how many may be added
    LongSet(int most) {
        table = new long[Integer.highestOneBit(Math.max(8, most)) * 4];
        mask = table.length - 1;
    }

    void add(long value) {
        if (value == 0) {
            size += hasZero ? 0 : 1;
            hasZero = true;
            return;
        }
        int at = (int) (value ^ value >>> 32) & mask;
        while (table[at] != 0 && table[at] != value) {
            at = at + 1 & mask;
        }
        size += table[at] == 0 ? 1 : 0;
        table[at] = value;
    }

    int size() {
        return size;
    }
}
