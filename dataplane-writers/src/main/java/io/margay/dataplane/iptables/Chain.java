package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A chain of a table and all its rules.
///
/// Its hash stands in the comment of its first rule (an empty chain has one that says nothing but that), so that what
/// is in a kernel can be told from what should be without comparing rule by rule.
///
/// @param hash over the rules, not the name
record Chain(Table table, String name, List<Line> lines, String hash) {
    /// A rule: what it asks of a packet, where it came from, and what then.
    ///
    /// @param match options of iptables, perhaps none
    /// @param comment the id of the policy rule that it came from, or other words for people
    /// @param action `-j` or `-g` and a target
    record Line(String match, String comment, String action) {
        private static final int LONGEST_COMMENT = 200;

        /// A rule that asks nothing.
        static Line always(String comment, String action) {
            return new Line("", comment, action);
        }

        private String print(String note) {
            var words = plain((note + " " + comment).strip());
            var cut = words.length() <= LONGEST_COMMENT ? words : words.substring(0, LONGEST_COMMENT);
            var parts = new ArrayList<String>();
            if (!match.isEmpty()) {
                parts.add(match);
            }
            if (!cut.isEmpty()) {
                parts.add("-m comment --comment \"" + cut + "\"");
            }
            parts.add(action);
            return String.join(" ", parts);
        }
    }

    /// A text that may stand between quotes in the input of iptables-restore, whoever wrote it.
    static String plain(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "_");
    }

    Chain {
        lines = List.copyOf(lines);
    }

    /// A chain of the filter table with these rules.
    static Chain of(String name, List<Line> lines) {
        return of(Table.FILTER, name, lines);
    }

    /// A chain of a table with these rules.
    static Chain of(Table table, String name, List<Line> lines) {
        var content = lines.isEmpty() ? List.of(Line.always("no rules", "-j RETURN")) : lines;
        var text = content.stream().map(line -> line.print("")).collect(Collectors.joining("\n"));
        return new Chain(table, name, content, Names.hash(text));
    }

    /// The lines of `iptables-restore` that fill the chain.
    List<String> print() {
        var text = new ArrayList<String>();
        for (var line : lines) {
            text.add("-A " + name + " " + line.print(text.isEmpty() ? "#" + hash : ""));
        }
        return text;
    }
}
