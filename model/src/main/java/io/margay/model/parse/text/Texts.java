package io.margay.model.parse.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One copy of short strings that come again and again, such as label values and names of nodes.
///
/// A string that was seen lately is found without making it again, by its characters, which are kept beside it; others
/// are made. Not for several threads.
final class Texts {
    private static final int SIZE = 1 << 14;
    private static final int LONGEST = 64;

    private final @Nullable String[] cache = new @Nullable String[SIZE];
    private final char[] @Nullable [] characters = new char[SIZE] @Nullable [];

    /// The string of `length` characters from `from` on.
    String of(char[] chars, int from, int length) {
        if (length > LONGEST) {
            return new String(chars, from, length);
        }
        var hash = length;
        for (var i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        var slot = (hash ^ (hash >>> 15)) & (SIZE - 1);
        var known = cache[slot];
        var its = characters[slot];
        if (known != null && its != null && same(its, chars, from, length)) {
            return known;
        }
        var made = new String(chars, from, length);
        cache[slot] = made;
        characters[slot] = Arrays.copyOfRange(chars, from, from + length);
        return made;
    }

    private static boolean same(char[] known, char[] chars, int from, int length) {
        if (known.length != length) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            if (known[i] != chars[from + i]) {
                return false;
            }
        }
        return true;
    }
}
