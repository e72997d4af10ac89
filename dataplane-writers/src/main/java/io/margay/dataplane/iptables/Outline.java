package io.margay.dataplane.iptables;

import java.util.regex.Pattern;

/// What can be told of a chain's rules both before they are written and from what `iptables-save` prints, whatever its
/// release: how many, and of each, in order, its comment and where it leads. A number that is the same for the same.
final class Outline {
    private static final Pattern COMMENT = Pattern.compile(" --comment (?:\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+))");
    private static final Pattern ACTION = Pattern.compile(" (-[jg] \\S+)");
    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final int SPREAD = 32;

    private long value = BASIS;
    private int rules;

    boolean isEmpty() {
        return rules == 0;
    }

    long value() {
        return value;
    }

    /// A rule that is to be written. NOTRACK and CT are one target, printed as one or the other.
    ///
    /// @param action `-j DROP`, with options of the target behind it or not
    void rule(String comment, String action) {
        int end = action.indexOf(' ', action.indexOf(' ') + 1);
        add(comment);
        add((end < 0 ? action : action.substring(0, end)).replace(" NOTRACK", " CT"));
        rules++;
    }

    /// A rule as `iptables-save` prints it.
    void printed(String line) {
        var comment = COMMENT.matcher(line);
        var words = "";
        var rest = line;
        if (comment.find()) {
            words = comment.group(2) == null ? comment.group(1).replace("\\", "") : comment.group(2);
            rest = line.substring(0, comment.start()) + line.substring(comment.end());
        }
        var action = ACTION.matcher(rest);
        rule(words, action.find() ? action.group(1) : "");
    }

    private void add(String text) {
        value = hash(value, text);
    }

    /// A hash of what was hashed before and a text behind it.
    static long hash(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ text.length()) * PRIME;
        return hash ^ hash >>> SPREAD;
    }
}
