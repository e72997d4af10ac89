package io.margay.model.update;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values by number.
///
/// Layout: two arrays with open addressing, at most two thirds full; no object for an entry. Cost of each: one look,
/// and a few more now and then.
final class IntTable<V> {
    /// Hears an entry.
    interface Each<V> {
        void entry(int key, V value);
    }

    private static final int LEAST = 16;

    private int[] keys = new int[LEAST];
    private @Nullable Object[] values = new Object[LEAST];
    private int size;

    @SuppressWarnings("unchecked") // only values of V are put
    @Nullable
    V get(int key) {
        return (V) values[place(key)];
    }

    @Nullable
    V put(int key, V value) {
        int at = place(key);
        @SuppressWarnings("unchecked") // only values of V are put
        var before = (V) values[at];
        keys[at] = key;
        values[at] = value;
        size += before == null ? 1 : 0;
        if (3 * size > 2 * keys.length) {
            grow();
        }
        return before;
    }

    void remove(int key) {
        int free = place(key);
        if (values[free] == null) {
            return;
        }
        size--;
        int mask = keys.length - 1;
        values[free] = null;
        for (int at = (free + 1) & mask; values[at] != null; at = (at + 1) & mask) {
            // What lies behind the gap and could lie in it moves there.
            if (((at - start(keys[at])) & mask) >= ((at - free) & mask)) {
                keys[free] = keys[at];
                values[free] = values[at];
                values[at] = null;
                free = at;
            }
        }
    }

    /// The numbers, sorted.
    int[] sortedKeys() {
        var sorted = new int[size];
        int count = 0;
        for (int at = 0; at < keys.length; at++) {
            if (values[at] != null) {
                sorted[count++] = keys[at];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /// Tells each, in no order.
    @SuppressWarnings("unchecked") // only values of V are put
    void forEach(Each<V> each) {
        for (int at = 0; at < keys.length; at++) {
            if (values[at] != null) {
                each.entry(keys[at], (V) values[at]);
            }
        }
    }

    private int place(int key) {
        int mask = keys.length - 1;
        int at = start(key);
        while (values[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int start(int key) {
        int hash = key * 0x9e37_79b9;
        return (hash ^ hash >>> 16) & (keys.length - 1);
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
