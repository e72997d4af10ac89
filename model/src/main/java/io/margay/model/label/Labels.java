package io.margay.model.label;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The labels of one object. Immutable; equal content is equal, whatever the order it came in.
///
/// Layout: two parallel arrays, sorted by key; labels that have the same keys share the first, where they are made one
/// after the other. Cost: to look up a key, a walk along the hashes of up to 16 keys, or a binary search.
/// Order: key by key and value by value, as words in a dictionary.
public final class Labels implements LabelLookup, Comparable<Labels> {
    /// No labels.
    public static final Labels EMPTY = new Labels(new String[0], new String[0]);

    private static final int FEW = 16;

    private final String[] keys;
    private final String[] values;
    private final int hash;

    private Labels(String[] keys, String[] values) {
        int keysHash = Arrays.hashCode(keys);
        this.keys = KeyLists.copy(keys, keysHash);
        this.values = values;
        this.hash = 31 * keysHash + Arrays.hashCode(values);
    }

    /// The labels of a map, copied.
    public static Labels of(Map<String, String> map) {
        if (map.isEmpty()) {
            return EMPTY;
        }
        var keys = map.keySet().toArray(String[]::new);
        Arrays.sort(keys);
        var values = new String[keys.length];
        Arrays.setAll(values, i -> Objects.requireNonNull(map.get(keys[i]), keys[i]));
        return new Labels(keys, values);
    }

    /// Labels from keys, each once, and the value of each. Whoever gives the arrays changes them no more.
    public static Labels of(String[] keys, String[] values) {
        for (int i = 1; i < keys.length; i++) {
            if (keys[i - 1].compareTo(keys[i]) >= 0) {
                return sorted(keys, values);
            }
        }
        return keys.length == 0 ? EMPTY : new Labels(keys, values);
    }

    /// Labels from keys and values in turn: `Labels.of("app", "web", "tier", "front")`.
    ///
    /// Errors: `IllegalArgumentException` for a key without a value, or one that comes twice.
    public static Labels of(String... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("no value for the last key of " + Arrays.toString(keysAndValues));
        }
        var map = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (map.put(keysAndValues[i], keysAndValues[i + 1]) != null) {
                throw new IllegalArgumentException("key comes twice: " + keysAndValues[i]);
            }
        }
        return of(map);
    }

    /// How many there are.
    public int size() {
        return keys.length;
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return keys.length == 0;
    }

    /// The key at a place in the order of keys; 0 to `size() - 1`.
    public String key(int i) {
        return keys[i];
    }

    /// The value of the key at a place in the order of keys; 0 to `size() - 1`.
    public String value(int i) {
        return values[i];
    }

    /// A hash of the keys alone. Cost: a walk along them.
    public int keysHash() {
        return Arrays.hashCode(keys);
    }

    /// Whether others have the same keys. Cost: mostly one comparison.
    @SuppressWarnings("ReferenceEquality") // a shortcut: lists of keys are mostly one copy
    public boolean hasKeysOf(Labels others) {
        return keys == others.keys || Arrays.equals(keys, others.keys);
    }

    @Override
    public @Nullable String value(String key) {
        int i = keys.length > FEW ? Arrays.binarySearch(keys, key) : find(key);
        return i < 0 ? null : values[i];
    }

    /// Whether these are the first `size` of some keys, in the order of keys. Cost: mostly one comparison a key.
    @SuppressWarnings("ReferenceEquality") // a shortcut: keys are mostly one string
    public boolean hasKeys(String[] others, int size) {
        if (size != keys.length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (keys[i] != others[i] && !keys[i].equals(others[i])) {
                return false;
            }
        }
        return true;
    }

    /// Labels with these keys, and the first of `values` as their values; itself where it has them.
    public Labels withValues(String[] others) {
        return Arrays.equals(values, 0, values.length, others, 0, values.length)
                ? this
                : new Labels(keys, Arrays.copyOf(others, values.length));
    }

    /// The same labels as a new unmodifiable map, in the order of keys.
    public Map<String, String> asMap() {
        var map = LinkedHashMap.<String, String>newLinkedHashMap(size());
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    /// These labels, each key with `prefix` before it; so that a namespace's labels can stand beside an endpoint's own.
    public Labels prefixed(String prefix) {
        var prefixed = new String[keys.length];
        Arrays.setAll(prefixed, i -> prefix + keys[i]);
        return new Labels(prefixed, values);
    }

    /// These labels and this one, in place of one with the same key.
    public Labels with(String key, String value) {
        int i = Arrays.binarySearch(keys, key);
        if (i < 0) {
            return new Labels(insert(keys, ~i, key), insert(values, ~i, value));
        }
        var changed = values.clone();
        changed[i] = value;
        return new Labels(keys, changed);
    }

    /// These labels and others, which count where both have a key.
    public Labels with(Labels others) {
        int most = keys.length + others.keys.length;
        var allKeys = new String[most];
        var allValues = new String[most];
        int size = 0;
        for (int i = 0, j = 0; i < keys.length || j < others.keys.length; size++) {
            int order = i == keys.length ? 1 : j == others.keys.length ? -1 : keys[i].compareTo(others.keys[j]);
            allKeys[size] = order < 0 ? keys[i] : others.keys[j];
            allValues[size] = order < 0 ? values[i] : others.values[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return size == most
                ? new Labels(allKeys, allValues)
                : new Labels(Arrays.copyOf(allKeys, size), Arrays.copyOf(allValues, size));
    }

    /// These labels but for those whose key satisfies `unwanted`; itself where there are none. Cost: one test a key.
    public Labels without(Predicate<String> unwanted) {
        int left = 0;
        var leftKeys = new String[keys.length];
        var leftValues = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (!unwanted.test(keys[i])) {
                leftKeys[left] = keys[i];
                leftValues[left++] = values[i];
            }
        }
        if (left == keys.length) {
            return this;
        }
        return left == 0 ? EMPTY : new Labels(Arrays.copyOf(leftKeys, left), Arrays.copyOf(leftValues, left));
    }

    @Override
    public int compareTo(Labels other) {
        for (int i = 0; i < Math.min(size(), other.size()); i++) {
            int byKey = keys[i].compareTo(other.keys[i]);
            int byPair = byKey != 0 ? byKey : values[i].compareTo(other.values[i]);
            if (byPair != 0) {
                return byPair;
            }
        }
        return Integer.compare(size(), other.size());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels that
                && hash == that.hash
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// `{app=web, tier=front}`, in the order of keys.
    @Override
    public String toString() {
        return asMap().toString();
    }

    private static Labels sorted(String[] keys, String[] values) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], values[i]);
        }
        return of(map);
    }

    private int find(String key) {
        int wanted = key.hashCode();
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].hashCode() == wanted && keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static String[] insert(String[] array, int at, String element) {
        var longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, longer, at + 1, array.length - at);
        longer[at] = element;
        return longer;
    }
}
