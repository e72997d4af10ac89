package io.margay.index.intern;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A small map by number as it stood at one moment, lowest number first. Immutable.
///
/// Layout: an array of numbers and one of values. Cost: to find one, a binary search; to compare two, one walk along
/// both.
public final class SortedByNumber<V> {
    /// Takes a number and its value.
    public interface Visitor<V> {
        void visit(int number, V value);
    }

    private static final SortedByNumber<?> EMPTY = new SortedByNumber<>(new int[0], new @Nullable Object[0]);

    private final int[] numbers;
    private final @Nullable Object[] values;

    SortedByNumber(int[] numbers, @Nullable Object[] values) {
        this.numbers = numbers;
        this.values = values;
    }

    /// No entries.
    @SuppressWarnings("unchecked") // holds no V
    public static <V> SortedByNumber<V> empty() {
        return (SortedByNumber<V>) EMPTY;
    }

    /// How many entries there are.
    public int size() {
        return numbers.length;
    }

    /// The numbers, lowest first.
    public List<Integer> keys() {
        return Arrays.stream(numbers).boxed().toList();
    }

    /// The value of a number, or null where it has none.
    public @Nullable V get(int number) {
        int at = Arrays.binarySearch(numbers, number);
        return at < 0 ? null : value(at);
    }

    /// Shows each value, in the order of the numbers.
    public void forEachValue(Consumer<V> action) {
        for (int i = 0; i < values.length; i++) {
            action.accept(value(i));
        }
    }

    /// Shows what is new or another than before, in the order of the numbers, and the numbers that are no more.
    @SuppressWarnings("ReferenceEquality") // the same object differs in nothing
    public void since(SortedByNumber<V> before, Visitor<V> changed, IntConsumer gone) {
        if (this == before) {
            return;
        }
        int old = 0;
        for (int now = 0; now < numbers.length; now++) {
            while (old < before.numbers.length && before.numbers[old] < numbers[now]) {
                gone.accept(before.numbers[old++]);
            }
            boolean isKnown = old < before.numbers.length && before.numbers[old] == numbers[now];
            if (!isKnown || !isSame(before.values[old], values[now])) {
                changed.visit(numbers[now], value(now));
            }
            old += isKnown ? 1 : 0;
        }
        while (old < before.numbers.length) {
            gone.accept(before.numbers[old++]);
        }
    }

    @SuppressWarnings("ReferenceEquality") // most often it is the same object
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return one == other || Objects.equals(one, other);
    }

    @SuppressWarnings("unchecked") // only UsedByNumber of V makes one with values
    private V value(int at) {
        return (V) Objects.requireNonNull(values[at]);
    }
}
