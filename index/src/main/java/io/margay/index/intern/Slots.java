package io.margay.index.intern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values by number, for numbers that are given in turn and never again. Not for two threads.
///
/// Layout: blocks of 256 references; a block whose values are all gone is given back, so what numbers leave behind when
/// they go is 8 bytes for each 256. Cost: one more lookup than an array; no boxing.
public final class Slots<T> {
    private static final int BITS = 8;
    private static final int SIZE = 1 << BITS;
    private static final int MASK = SIZE - 1;

    private @Nullable Object[] @Nullable [] blocks = new @Nullable Object[4] @Nullable [];
    private int[] filled = new int[4];
    private int size;

    /// The value of a number, or null where it has none.
    @SuppressWarnings("unchecked") // only set puts values in
    public @Nullable T get(int number) {
        int at = number >>> BITS;
        var block = at < blocks.length ? blocks[at] : null;
        return block == null ? null : (T) block[number & MASK];
    }

    /// Gives a number, 0 or more, a value in place of what it has, which is returned; null takes its value away.
    public @Nullable T set(int number, @Nullable T value) {
        var before = get(number);
        if (before == null && value == null) {
            return null;
        }
        int at = number >>> BITS;
        block(at)[number & MASK] = value;
        int more = (value == null ? 0 : 1) - (before == null ? 0 : 1);
        size += more;
        filled[at] += more;
        if (filled[at] == 0) {
            blocks[at] = null;
        }
        return before;
    }

    /// How many numbers have a value.
    public int size() {
        return size;
    }

    private @Nullable Object[] block(int at) {
        if (at >= blocks.length) {
            int longer = Math.max(at + 1, blocks.length + (blocks.length >> 1));
            blocks = Arrays.copyOf(blocks, longer);
            filled = Arrays.copyOf(filled, longer);
        }
        var block = blocks[at];
        if (block == null) {
            block = new @Nullable Object[SIZE];
            blocks[at] = block;
        }
        return block;
    }
}
