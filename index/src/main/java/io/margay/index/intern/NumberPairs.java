package io.margay.index.intern;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Keys with a number each, to be gathered and then walked along, in the order in which they came.
///
/// Layout: an array of keys and one of numbers, 8 to 12 bytes a key. Cost: one step a key; to look up a single one is a
/// walk, so nobody should.
public final class NumberPairs<K> extends AbstractMap<K, Integer> {
    private static final int ROOM = 8;

    private @Nullable Object[] keys = new @Nullable Object[ROOM];
    private int[] numbers = new int[ROOM];
    private int size;

    /// A key that is not there yet, with its number.
    public void add(K key, int number) {
        if (size == keys.length) {
            int longer = size + ROOM + (size >> 1);
            keys = Arrays.copyOf(keys, longer);
            numbers = Arrays.copyOf(numbers, longer);
        }
        keys[size] = key;
        numbers[size++] = number;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super Integer> action) {
        for (int i = 0; i < size; i++) {
            action.accept(key(i), numbers[i]);
        }
    }

    @Override
    public Set<Map.Entry<K, Integer>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<K, Integer>> iterator() {
                return new Walk();
            }
        };
    }

    @SuppressWarnings("unchecked") // only a K is put in
    private K key(int at) {
        return (K) Objects.requireNonNull(keys[at]);
    }

    private final class Walk implements Iterator<Map.Entry<K, Integer>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<K, Integer> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return Map.entry(key(next), numbers[next++]);
        }
    }
}
