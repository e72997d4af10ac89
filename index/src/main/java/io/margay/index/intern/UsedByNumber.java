package io.margay.index.intern;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values by number, each with how often it is used: it is there as long as it is. Not for two threads.
///
/// Layout: three arrays, by number, with room at their end: 12 bytes an entry. Cost: a binary search for each use that
/// comes or goes, and a shift of the arrays where a number is new or goes; two copies for [#sorted()].
public final class UsedByNumber<V> {
    private static final int ROOM = 8;

    private int[] numbers = new int[0];
    private int[] uses = new int[0];
    private @Nullable Object[] values = new @Nullable Object[0];
    private int size;

    /// One more use of a number; whether it was there.
    public boolean acquire(int number) {
        int at = find(number);
        if (at >= 0) {
            uses[at]++;
        }
        return at >= 0;
    }

    /// The first use of a number, with its value.
    ///
    /// Errors: `IllegalStateException` where it is there.
    public void add(int number, V value) {
        int at = find(number);
        if (at >= 0) {
            throw new IllegalStateException(number + " is there already");
        }
        insert(~at, number, value);
    }

    /// One use less of a number; its value where it was the last; else null. Nothing where it is not there.
    public @Nullable V release(int number) {
        int at = find(number);
        if (at < 0 || --uses[at] > 0) {
            return null;
        }
        var gone = value(at);
        size--;
        System.arraycopy(numbers, at + 1, numbers, at, size - at);
        System.arraycopy(uses, at + 1, uses, at, size - at);
        System.arraycopy(values, at + 1, values, at, size - at);
        values[size] = null;
        return gone;
    }

    /// How many numbers are there.
    public int size() {
        return size;
    }

    /// The number at a place from 0, lowest first.
    public int number(int at) {
        return numbers[at];
    }

    /// The value of the number at a place.
    @SuppressWarnings("unchecked") // only a V is put in
    public V value(int at) {
        return (V) Objects.requireNonNull(values[at]);
    }

    /// Another value for the number at a place.
    public void replace(int at, V value) {
        values[at] = value;
    }

    /// Nothing is there any more.
    public void clear() {
        numbers = new int[0];
        uses = new int[0];
        values = new @Nullable Object[0];
        size = 0;
    }

    /// All as it is now.
    public SortedByNumber<V> sorted() {
        return size == 0
                ? SortedByNumber.empty()
                : new SortedByNumber<>(Arrays.copyOf(numbers, size), Arrays.copyOf(values, size));
    }

    private int find(int number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    private void insert(int at, int number, V value) {
        if (size == numbers.length) {
            int longer = size + ROOM + (size >> 1);
            numbers = Arrays.copyOf(numbers, longer);
            uses = Arrays.copyOf(uses, longer);
            values = Arrays.copyOf(values, longer);
        }
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(uses, at, uses, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        numbers[at] = number;
        uses[at] = 1;
        values[at] = value;
        size++;
    }
}
