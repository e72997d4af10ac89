package io.margay.model.update;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// A list of numbers. Immutable.
///
/// Layout: an `int[]` of its own.
public final class Ints {
    /// No numbers.
    public static final Ints NONE = new Ints(new int[0]);

    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /// These numbers.
    public static Ints of(int... values) {
        return values.length == 0 ? NONE : new Ints(values.clone());
    }

    /// The first of these numbers.
    public static Ints of(int[] values, int size) {
        return size == 0 ? NONE : new Ints(Arrays.copyOf(values, size));
    }

    /// These numbers.
    public static Ints of(List<Integer> values) {
        return of(values.stream().mapToInt(Integer::intValue).toArray());
    }

    /// How many.
    public int size() {
        return values.length;
    }

    /// One of them, by its place from 0.
    public int get(int at) {
        return values[at];
    }

    /// Tells each, in order.
    public void forEach(IntConsumer consumer) {
        for (int value : values) {
            consumer.accept(value);
        }
    }

    /// The list with one number more, at a place from 0 to its size.
    public Ints with(int at, int value) {
        var longer = new int[values.length + 1];
        System.arraycopy(values, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(values, at, longer, at + 1, values.length - at);
        return new Ints(longer);
    }

    /// The list without the number at a place.
    public Ints without(int at) {
        var shorter = new int[values.length - 1];
        System.arraycopy(values, 0, shorter, 0, at);
        System.arraycopy(values, at + 1, shorter, at, shorter.length - at);
        return shorter.length == 0 ? NONE : new Ints(shorter);
    }

    /// How many numbers two lists have in common at their begin.
    public int sameAtBegin(Ints other) {
        int at = Arrays.mismatch(values, other.values);
        return at < 0 ? values.length : at;
    }

    /// How many numbers two lists have in common at their end.
    ///
    /// @param but how many at the begin of each are not looked at
    public int sameAtEnd(Ints other, int but) {
        int most = Math.min(values.length, other.values.length) - but;
        int same = 0;
        while (same < most && values[values.length - 1 - same] == other.values[other.values.length - 1 - same]) {
            same++;
        }
        return same;
    }

    /// A copy.
    public int[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Ints ints && Arrays.equals(values, ints.values));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
