package io.margay.cli.explain;

import java.util.ArrayList;
import java.util.List;

/// Lines of text in the making, none longer than it need be.
final class Page {
    private static final int WIDTH = 100;
    private static final int FURTHER = 4;

    private final List<String> lines = new ArrayList<>();

    /// A line, or an empty one.
    void line(String text) {
        lines.add(text.stripTrailing());
    }

    /// A text after a prefix, broken between words; what follows the first line stands further in.
    void wrapped(String prefix, String text) {
        var indent = prefix.length() - prefix.stripLeading().length() + FURTHER;
        var start = prefix;
        var rest = text;
        while (start.length() + rest.length() > WIDTH && rest.indexOf(' ') >= 0) {
            var cut = rest.lastIndexOf(' ', WIDTH - start.length());
            cut = cut > 0 ? cut : rest.indexOf(' ');
            line(start + rest.substring(0, cut));
            rest = rest.substring(cut + 1);
            start = " ".repeat(indent);
        }
        line(start + rest);
    }

    /// Something with its place, which stands beside it if there is room, else below.
    void placed(String indent, String text, String place) {
        if (place.isEmpty() || indent.length() + text.length() + 2 + place.length() <= WIDTH) {
            var gap = WIDTH - indent.length() - text.length() - place.length();
            line(indent + text + " ".repeat(Math.max(0, gap)) + place);
        } else {
            line(indent + text);
            line(indent + "  " + place);
        }
    }

    /// All lines.
    List<String> lines() {
        return List.copyOf(lines);
    }
}
