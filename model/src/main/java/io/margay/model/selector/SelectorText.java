package io.margay.model.selector;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What keys and values may be in selector text, and in which order values stand.
final class SelectorText {
    /// By code point, which is the order of their UTF-8 bytes; `String`'s own order differs above U+FFFF.
    private static final Comparator<String> BY_CODE_POINT = SelectorText::compareCodePoints;

    private SelectorText() {}

    static boolean isKeyChar(char c) {
        return isBetween('a', c, 'z') || isBetween('A', c, 'Z') || isBetween('0', c, '9') || "_./-".indexOf(c) >= 0;
    }

    static boolean isKeyText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isKeyChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isValue(String text) {
        boolean quotable = text.indexOf('"') < 0 || text.indexOf('\'') < 0;
        return quotable && isWellFormed(text);
    }

    /// The quote that canonical text puts around a value.
    static char quoteFor(String value) {
        return value.indexOf('"') < 0 ? '"' : '\'';
    }

    static void check(String key, String value) {
        checkKey(key);
        checkValue(value);
    }

    static void checkKey(String key) {
        if (!isKeyText(key)) {
            throw new IllegalArgumentException("no selector can name a label '" + key + "'");
        }
    }

    private static void checkValue(String value) {
        if (!isValue(value)) {
            throw new IllegalArgumentException("no selector can hold the value '" + value + "'");
        }
    }

    static List<String> sortedValues(List<String> values) {
        values.forEach(SelectorText::checkValue);
        return isSorted(values)
                ? List.copyOf(values)
                : values.stream().distinct().sorted(BY_CODE_POINT).toList();
    }

    static List<Selector> checkOperands(List<Selector> operands) {
        if (operands.size() < 2) {
            throw new IllegalArgumentException("needs two operands or more, got " + operands);
        }
        return List.copyOf(operands);
    }

    static boolean contains(@Nullable String value, String part) {
        return value != null && value.contains(part);
    }

    static boolean startsWith(@Nullable String value, String prefix) {
        return value != null && value.startsWith(prefix);
    }

    static boolean endsWith(@Nullable String value, String suffix) {
        return value != null && value.endsWith(suffix);
    }

    static boolean isAmong(@Nullable String value, List<String> sorted) {
        return value != null && Collections.binarySearch(sorted, value, BY_CODE_POINT) >= 0;
    }

    private static boolean isSorted(List<String> values) {
        for (int i = 1; i < values.size(); i++) {
            if (compareCodePoints(values.get(i - 1), values.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate begins, or ends, a code point above all others.
                boolean sameSide = Character.isSurrogate(x) == Character.isSurrogate(y);
                return sameSide ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(c) && !isPair) {
                return false;
            }
            i += isPair ? 1 : 0;
        }
        return true;
    }

    private static boolean isBetween(char first, char c, char last) {
        return first <= c && c <= last;
    }
}
