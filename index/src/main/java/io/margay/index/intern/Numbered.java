package io.margay.index.intern;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Values by number. Immutable: [#edit()] makes another, which shares all blocks that it did not touch.
///
/// Layout: blocks of 256 references; a block without a value is null. Cost: one more lookup than an array to read; a
/// block and the list of blocks copied per edit; two lists compare in the number of blocks that differ.
public final class Numbered<T> {
    private static final int BITS = 8;
    private static final int SIZE = 1 << BITS;
    private static final int MASK = SIZE - 1;
    private static final Numbered<?> EMPTY = new Numbered<>(new @Nullable Object[0] @Nullable []);

    private final @Nullable Object[] @Nullable [] blocks;

    private Numbered(@Nullable Object[] @Nullable [] blocks) {
        this.blocks = blocks;
    }

    /// No values.
    @SuppressWarnings("unchecked") // holds no T
    public static <T> Numbered<T> empty() {
        return (Numbered<T>) EMPTY;
    }

    /// The value of a number, or null where it has none.
    @SuppressWarnings("unchecked") // only an Editor of T puts values in
    public @Nullable T get(int number) {
        int at = number >>> BITS;
        var block = at < blocks.length ? blocks[at] : null;
        return block == null ? null : (T) block[number & MASK];
    }

    /// How many numbers have a value. Cost: a walk over all.
    public int count() {
        int count = 0;
        for (int number = 0; number < blocks.length << BITS; number++) {
            count += get(number) == null ? 0 : 1;
        }
        return count;
    }

    /// Calls for each number that has a value, in order. Cost: a walk over all.
    public void forEachNumber(IntConsumer action) {
        for (int number = 0; number < blocks.length << BITS; number++) {
            if (get(number) != null) {
                action.accept(number);
            }
        }
    }

    /// Calls for each value, in the order of their numbers. Cost: a walk over all.
    public void forEach(Consumer<T> action) {
        for (int number = 0; number < blocks.length << BITS; number++) {
            var value = get(number);
            if (value != null) {
                action.accept(value);
            }
        }
    }

    /// Starts a changed copy.
    public Editor<T> edit() {
        return new Editor<>(blocks);
    }

    /// Gathers changes to a copy; the original stays as it is. Use it once, then [#done()].
    public static final class Editor<T> {
        private final @Nullable Object[] @Nullable [] original;
        private @Nullable Object[] @Nullable [] blocks;

        private Editor(@Nullable Object[] @Nullable [] original) {
            this.original = original;
            this.blocks = original.clone();
        }

        /// The value of a number as it is by now, or null where it has none.
        @SuppressWarnings("unchecked") // only an Editor of T puts values in
        public @Nullable T get(int number) {
            int at = number >>> BITS;
            var block = at < blocks.length ? blocks[at] : null;
            return block == null ? null : (T) block[number & MASK];
        }

        /// Gives a number a value; null takes its value away.
        public void set(int number, @Nullable T value) {
            own(number >>> BITS)[number & MASK] = value;
        }

        /// The list as changed.
        public Numbered<T> done() {
            return new Numbered<>(blocks);
        }

        @SuppressWarnings("ReferenceEquality") // whether it is still the original's block
        private @Nullable Object[] own(int at) {
            if (at >= blocks.length) {
                blocks = Arrays.copyOf(blocks, Math.max(at + 1, blocks.length + (blocks.length >> 2)));
            }
            var block = blocks[at];
            if (block == null) {
                block = new @Nullable Object[SIZE];
            } else if (at < original.length && original[at] == block) {
                block = block.clone();
            }
            blocks[at] = block;
            return block;
        }
    }
}
