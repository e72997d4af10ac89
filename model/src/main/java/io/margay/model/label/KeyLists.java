package io.margay.model.label;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One copy of lists of label keys: most objects have the keys of many others.
///
/// Layout: an array by hash; a list takes the place of another of the same hash. Safe for any thread: nobody changes a
/// list, and two that ask at once may both keep their own.
final class KeyLists {
    private static final int SIZE = 1 << 10;
    private static final String[] @Nullable [] KNOWN = new String[SIZE] @Nullable [];

    private KeyLists() {}

    /// The copy of a list: it, or one that is equal.
    static String[] copy(String[] keys, int hash) {
        int slot = (hash ^ hash >>> 15) & SIZE - 1;
        var known = KNOWN[slot];
        if (known != null && Arrays.equals(known, keys)) {
            return known;
        }
        KNOWN[slot] = keys;
        return keys;
    }
}
