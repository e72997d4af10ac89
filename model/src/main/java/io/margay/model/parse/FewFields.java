package io.margay.model.parse;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The fields of an object in the order written, of which most have only a few.
///
/// Layout: names and values in turn in one array. Cost: a walk along the names to find one, which is mostly the very
/// string that is looked for; so an object of many fields needs another map. Nobody changes it once it is read.
public final class FewFields extends AbstractMap<String, Value> {
    /// Of so many fields at most: more are found sooner in a map by hash.
    public static final int MOST = 8;

    private @Nullable Object[] pairs = new @Nullable Object[8];
    private int size;

    /// Adds a field while the object is read; its value before, or null where it had none.
    @Override
    public @Nullable Value put(String name, Value value) {
        int at = find(name);
        if (at >= 0) {
            var before = value(at);
            pairs[2 * at + 1] = value;
            return before;
        }
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        }
        pairs[2 * size] = name;
        pairs[2 * size++ + 1] = value;
        return null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        int at = find(name);
        return at < 0 ? null : value(at);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Value> action) {
        for (int i = 0; i < size; i++) {
            action.accept(name(i), value(i));
        }
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Value>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // a shortcut: names of fields are mostly one string
    private int find(@Nullable Object name) {
        for (int i = 0; i < size; i++) {
            if (pairs[2 * i] == name) {
                return i;
            }
        }
        return name == null ? -1 : findEqual(name);
    }

    private int findEqual(Object name) {
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            var each = pairs[2 * i];
            if (each != null && each.hashCode() == hash && each.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private String name(int at) {
        return (String) known(pairs[2 * at]);
    }

    private Value value(int at) {
        return (Value) known(pairs[2 * at + 1]);
    }

    private static Object known(@Nullable Object part) {
        if (part == null) {
            throw new IllegalStateException("there is no such field");
        }
        return part;
    }

    private final class Entries implements Iterator<Map.Entry<String, Value>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, Value> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return Map.entry(name(next), value(next++));
        }
    }
}
