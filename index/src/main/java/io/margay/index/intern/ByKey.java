package io.margay.index.intern;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values that have their key in themselves, found by it; in no order that may show. Not for two threads.
///
/// Layout: one array, a value at the place of its key's hash or after it, wherever there is room first; so 5 to 11
/// bytes a value and no object. Cost: one hash of the key and a comparison or two; where the array grows, and where a
/// value goes, also a hash of those that are moved. Hashes are to be cheap, therefore, and a key is not to change.
public final class ByKey<K, V> {
    private static final int SPREAD = 0x9E3779B9;
    private static final int LEAST = 4;
    private static final Object[] NOTHING = new Object[1];

    private final Function<? super V, ? extends K> keyOf;
    private @Nullable Object[] places = NOTHING;
    private int size;

    /// @param keyOf the key of a value, which it keeps
    public ByKey(Function<? super V, ? extends K> keyOf) {
        this.keyOf = keyOf;
    }

    /// How many values there are.
    public int size() {
        return size;
    }

    /// The value of a key, or null where there is none.
    public @Nullable V get(K key) {
        return value(find(key));
    }

    /// A value comes, in place of the one that has its key, which is returned.
    public @Nullable V put(V value) {
        if (4 * (size + 1) > 3 * places.length) {
            grow();
        }
        int at = find(keyOf.apply(value));
        var before = value(at);
        places[at] = value;
        size += before == null ? 1 : 0;
        return before;
    }

    /// The value of a key goes; it is returned, or null where there is none.
    public @Nullable V remove(K key) {
        int at = find(key);
        var gone = value(at);
        if (gone != null) {
            size--;
            close(at);
        }
        return gone;
    }

    /// Nothing is there any more.
    public void clear() {
        places = NOTHING;
        size = 0;
    }

    /// Shows each value. None may come or go meanwhile.
    public void forEach(Consumer<? super V> visitor) {
        for (int at = 0; at < places.length; at++) {
            var value = value(at);
            if (value != null) {
                visitor.accept(value);
            }
        }
    }

    /// Where a key is, or where it would be.
    private int find(K key) {
        int mask = places.length - 1;
        int at = home(key);
        for (var there = value(at); there != null && !keyOf.apply(there).equals(key); there = value(at)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int home(K key) {
        int hash = key.hashCode() * SPREAD;
        return (hash ^ hash >>> 15) & places.length - 1;
    }

    private void grow() {
        var before = places;
        places = new @Nullable Object[Math.max(LEAST, 2 * before.length)];
        for (var each : before) {
            if (each != null) {
                places[freePlace(each)] = each;
            }
        }
    }

    @SuppressWarnings("unchecked") // only a V is put in
    private int freePlace(Object value) {
        int mask = places.length - 1;
        int at = home(keyOf.apply((V) value));
        while (places[at] != null) {
            at = at + 1 & mask;
        }
        return at;
    }

    /// A place is empty now: what comes after it and would be found no more moves up.
    private void close(int empty) {
        int mask = places.length - 1;
        int hole = empty;
        int at = hole + 1 & mask;
        for (var there = value(at); there != null; there = value(at)) {
            int fromHome = at - home(keyOf.apply(there)) & mask;
            if (fromHome >= (at - hole & mask)) {
                places[hole] = there;
                hole = at;
            }
            at = at + 1 & mask;
        }
        places[hole] = null;
    }

    @SuppressWarnings("unchecked") // only a V is put in
    private @Nullable V value(int at) {
        return (V) places[at];
    }
}
