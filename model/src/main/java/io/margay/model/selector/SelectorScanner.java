package io.margay.model.selector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in selector text, and the small steps that can be taken from it.
///
/// Only space and tab separate words. Each step that asks about what is next passes them first.
final class SelectorScanner {
    private static final int MAX_DESCRIBED = 40;

    private final String text;
    private int at;

    SelectorScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    boolean at(char c) {
        return !atEnd() && text.charAt(at) == c;
    }

    boolean atQuote() {
        return at('"') || at('\'');
    }

    /// The column, from 1, of what comes next.
    int column() {
        skipBlanks();
        return at + 1;
    }

    /// Passes `symbol` if it is next, whatever follows it.
    boolean take(String symbol) {
        skipBlanks();
        boolean found = text.startsWith(symbol, at);
        if (found) {
            at += symbol.length();
        }
        return found;
    }

    /// Passes an operator if it is next: a symbol, or words that end where a label could not go on.
    ///
    /// Between the words may be blanks or nothing.
    boolean takeOperator(List<String> words) {
        int start = at;
        for (var word : words) {
            if (!take(word)) {
                at = start;
                return false;
            }
        }
        boolean isWord = SelectorText.isKeyChar(text.charAt(at - 1));
        if (isWord && at < text.length() && SelectorText.isKeyChar(text.charAt(at))) {
            at = start;
            return false;
        }
        return true;
    }

    /// Passes and returns the longest label that is next; empty if there is none.
    String key() {
        skipBlanks();
        int start = at;
        at = endOfKey();
        return text.substring(start, at);
    }

    /// Passes and returns what stands between this quote and the next of its kind; null if there is no other.
    @Nullable
    String quoted() {
        int close = text.indexOf(text.charAt(at), at + 1);
        if (close < 0) {
            return null;
        }
        var value = text.substring(at + 1, close);
        at = close + 1;
        return value;
    }

    /// What is next, in words for a person.
    String describeNext() {
        if (atEnd()) {
            return "the end";
        }
        if (atQuote()) {
            return "a value in quotes";
        }
        int end = Math.min(endOfKey(), at + MAX_DESCRIBED);
        return end > at ? "'" + text.substring(at, end) + "'" : describe(text.codePointAt(at));
    }

    private static String describe(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r') {
            return "a line break (only spaces and tabs may separate words)";
        }
        if (codePoint > ' ' && codePoint < 0x7f) {
            return "'" + Character.toString(codePoint) + "'";
        }
        var code = "U+%04X".formatted(codePoint);
        return isVisible(codePoint) ? "'" + Character.toString(codePoint) + "' (" + code + ")" : code;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> !Character.isSpaceChar(codePoint);
        };
    }

    private int endOfKey() {
        int end = at;
        while (end < text.length() && SelectorText.isKeyChar(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
