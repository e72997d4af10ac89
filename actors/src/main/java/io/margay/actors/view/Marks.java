package io.margay.actors.view;

import java.util.Arrays;

/// Numbers below a limit while they are gathered, in any order and perhaps twice; then each once, lowest first.
///
/// Layout: a bit for each number, all clear between two gatherings, and the numbers themselves. Cost: of few numbers a
/// sort of them, unless they came in order; of many a pass over all bits.
public final class Marks {
    /// From so many bits a number on, numbers are few.
    private static final int FEW = 512;

    private final long[] bits;
    private int[] numbers = new int[64];
    private int size;
    private boolean isSorted = true;

    Marks(int limit) {
        bits = new long[(limit + Long.SIZE - 1) / Long.SIZE];
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// One of them, by its place in their order.
    public int get(int at) {
        return numbers[at];
    }

    /// How many of them are below another.
    public int below(int number) {
        int at = Arrays.binarySearch(numbers, 0, size, number);
        return at < 0 ? -1 - at : at;
    }

    /// A gathering begins.
    void begin() {
        size = 0;
        isSorted = true;
    }

    void add(int number) {
        int word = number >>> 6;
        long bit = 1L << number;
        if ((bits[word] & bit) != 0) {
            return;
        }
        bits[word] |= bit;
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        isSorted &= size == 0 || numbers[size - 1] < number;
        numbers[size++] = number;
    }

    /// The gathering ends.
    void end() {
        if (!isSorted && (long) size * FEW > (long) bits.length * Long.SIZE) {
            takeFromBits();
            return;
        }
        for (int i = 0; i < size; i++) {
            bits[numbers[i] >>> 6] = 0;
        }
        if (!isSorted) {
            Arrays.sort(numbers, 0, size);
        }
    }

    private void takeFromBits() {
        int at = 0;
        for (int word = 0; word < bits.length; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                numbers[at++] = (word << 6) + Long.numberOfTrailingZeros(left);
            }
            bits[word] = 0;
        }
    }
}
