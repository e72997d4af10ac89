package io.margay.index.intern;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A small map as it stood at one moment, in the order of its keys. Immutable.
///
/// Layout: an array of keys and one of values. Cost: to make, one step an entry; to find one, a binary search; to
/// compare two, one walk along both.
public final class Sorted<K extends Comparable<K>, V> {
    private static final Sorted<?, ?> EMPTY = new Sorted<>(new Object[0], new Object[0]);

    private final Object[] keys;
    private final Object[] values;

    private Sorted(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /// No entries.
    @SuppressWarnings("unchecked") // holds neither
    public static <K extends Comparable<K>, V> Sorted<K, V> empty() {
        return (Sorted<K, V>) EMPTY;
    }

    /// The entries of a map that is ordered by its keys' own order.
    public static <K extends Comparable<K>, V> Sorted<K, V> of(SortedMap<K, V> map) {
        var keys = new Object[map.size()];
        var values = new Object[map.size()];
        int at = 0;
        for (Map.Entry<K, V> entry : map.entrySet()) {
            keys[at] = entry.getKey();
            values[at++] = entry.getValue();
        }
        return new Sorted<>(keys, values);
    }

    /// Entries by keys that are in their order already, each once, and their values in the same order.
    public static <K extends Comparable<K>, V> Sorted<K, V> of(List<K> keys, List<V> values) {
        return new Sorted<>(keys.toArray(), values.toArray());
    }

    /// The same keys with other values. Cost: no key is compared.
    public <W> Sorted<K, W> with(Function<K, W> value) {
        var others = new Object[keys.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = Objects.requireNonNull(value.apply(key(i)));
        }
        return new Sorted<>(keys, others);
    }

    /// The same, but for some keys: each of them has the value that it is said to have now, or none (null).
    ///
    /// Cost: a copy of two arrays, and a binary search for each of these keys.
    public Sorted<K, V> with(SortedSet<K> touched, Function<K, @Nullable V> value) {
        var edit = new Edit(keys.length + touched.size());
        int at = 0;
        for (var key : touched) {
            int place = Arrays.binarySearch(keys, at, keys.length, key);
            int until = place < 0 ? ~place : place;
            edit.copy(this, at, until);
            edit.put(key, value.apply(key));
            at = place < 0 ? until : until + 1;
        }
        edit.copy(this, at, keys.length);
        return edit.done();
    }

    /// How many entries there are.
    public int size() {
        return keys.length;
    }

    /// The keys, in order.
    public List<K> keys() {
        return IntStream.range(0, keys.length).mapToObj(this::key).toList();
    }

    /// The value of a key, or null where it has none.
    public @Nullable V get(K key) {
        int at = Arrays.binarySearch(keys, key);
        return at < 0 ? null : value(at);
    }

    /// Shows each value, in the order of the keys.
    public void forEachValue(Consumer<V> action) {
        for (int i = 0; i < values.length; i++) {
            action.accept(value(i));
        }
    }

    /// Shows what is new or another than before, in the order of the keys, and the keys that are no more.
    @SuppressWarnings("ReferenceEquality") // the same object differs in nothing
    public void since(Sorted<K, V> before, BiConsumer<K, V> changed, Consumer<K> gone) {
        if (this == before) {
            return;
        }
        int old = 0;
        for (int now = 0; now < keys.length; now++) {
            int order = before.order(old, keys[now]);
            while (order < 0) {
                gone.accept(before.key(old++));
                order = before.order(old, keys[now]);
            }
            boolean isKnown = order == 0;
            if (!isKnown || !isSame(before.values[old], values[now])) {
                changed.accept(key(now), value(now));
            }
            old += isKnown ? 1 : 0;
        }
        while (old < before.keys.length) {
            gone.accept(before.key(old++));
        }
    }

    /// How a key here stands to another; after the last, above all.
    @SuppressWarnings({"ReferenceEquality", "unchecked"}) // most often it is the same object; only keys are compared
    private int order(int at, Object other) {
        if (at == keys.length) {
            return 1;
        }
        return keys[at] == other ? 0 : key(at).compareTo((K) other);
    }

    @SuppressWarnings("ReferenceEquality") // most often it is the same object
    private static boolean isSame(Object one, Object other) {
        return one == other || one.equals(other);
    }

    @SuppressWarnings("unchecked") // only a map of K puts keys in
    private K key(int at) {
        return (K) keys[at];
    }

    @SuppressWarnings("unchecked") // only a map to V puts values in
    private V value(int at) {
        return (V) values[at];
    }

    /// Entries while they are gathered, in order.
    private static final class Edit {
        private final Object[] keys;
        private final Object[] values;
        private int size;

        private Edit(int most) {
            keys = new Object[most];
            values = new Object[most];
        }

        private void copy(Sorted<?, ?> from, int begin, int end) {
            System.arraycopy(from.keys, begin, keys, size, end - begin);
            System.arraycopy(from.values, begin, values, size, end - begin);
            size += end - begin;
        }

        private void put(Object key, @Nullable Object value) {
            if (value != null) {
                keys[size] = key;
                values[size++] = value;
            }
        }

        private <K extends Comparable<K>, V> Sorted<K, V> done() {
            return new Sorted<>(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
        }
    }
}
