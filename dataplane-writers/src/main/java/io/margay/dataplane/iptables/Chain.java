package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A chain of a table and all its rules.
///
/// Its hash stands in the comment of its first rule (an empty chain has one that says nothing but that), so that what
/// is in a kernel can be told from what should be without comparing rule by rule. A chain whose rules lead each
/// somewhere else has none: where they lead says it all.
///
/// @param whose in words, what its rules are of, where they may be replaced by one that drops; else empty
/// @param hash over the rules, not the name; empty: none
/// @param outline of the rules as [Outline] has it
record Chain(Table table, String name, String whose, List<Line> lines, String hash, long outline) {
    private static final Pattern OTHERS = Pattern.compile("[^ !#-\\[\\]-~]");

    /// A rule: what it asks of a packet, where it came from, and what then.
    ///
    /// @param match options of iptables, perhaps none
    /// @param comment the id of the policy rule that it came from, or other words for people
    /// @param action `-j` or `-g` and a target
    /// @param union where the address must be, too; null: anywhere
    record Line(
            String match,
            String comment,
            String action,
            @Nullable UnionSet union) {
        private static final int LONGEST_COMMENT = 200;

        /// A rule that asks for no union.
        Line(String match, String comment, String action) {
            this(match, comment, action, null);
        }

        /// A rule that asks nothing.
        static Line always(String comment, String action) {
            return new Line("", comment, action);
        }

        /// One that asks this first.
        Line asking(String first) {
            return new Line(RuleMatch.join(first, match), comment, action, union);
        }

        /// One that does not ask where the address is, if this asks for such a union.
        Line withoutUnion(Predicate<UnionSet> some) {
            return union != null && some.test(union) ? new Line(match, comment, action) : this;
        }

        private boolean looksInto(String set) {
            return match.contains("--match-set " + set + " ");
        }

        private boolean decides() {
            return !action.startsWith("-j NFLOG");
        }

        /// A rule that allows asks for a member; one that denies is not asked where there is none; one that passes may
        /// do either.
        private boolean opensWithout(String set) {
            boolean isNegated = match.contains("! --match-set " + set + " ");
            boolean allows = action.endsWith(Names.ACCEPT);
            boolean passes = action.endsWith(Names.PASS);
            return decides() && (passes || allows == isNegated);
        }

        private String words(String note) {
            var words = plain((note + " " + comment).strip());
            return words.length() <= LONGEST_COMMENT ? words : words.substring(0, LONGEST_COMMENT);
        }

        private String print(String note) {
            var cut = words(note);
            var parts = new ArrayList<String>();
            if (!match.isEmpty()) {
                parts.add(match);
            }
            if (union != null) {
                parts.add(union.option());
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
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        return first == text.length() ? text : OTHERS.matcher(text).replaceAll("_");
    }

    private static boolean isPlain(char one) {
        return one >= ' ' && one <= '~' && one != '"' && one != '\\';
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
        var hash = Names.hash(text);
        return new Chain(table, name, "", content, hash, outline(content, hash));
    }

    /// A chain of the filter table whose rules lead each somewhere else, and that has no comment: such a rule is the
    /// kernel's own, with nothing of xtables in it.
    static Chain ofWays(String name, List<Line> lines) {
        return new Chain(Table.FILTER, name, "", lines, "", outline(lines, ""));
    }

    private static long outline(List<Line> lines, String hash) {
        var outline = new Outline();
        for (var line : lines) {
            outline.rule(line.words(outline.isEmpty() ? note(hash) : ""), line.action());
        }
        return outline.value();
    }

    private static String note(String hash) {
        return hash.isEmpty() ? "" : "#" + hash;
    }

    /// The same, of something that may be closed where its rules cannot be written.
    Chain of(String owner) {
        return new Chain(table, name, owner, lines, hash, outline);
    }

    /// Adds the unions that rules look into.
    void collectUnions(Collection<UnionSet> unions) {
        for (var line : lines) {
            if (line.union != null) {
                unions.add(line.union);
            }
        }
    }

    /// The same, but that such unions are not asked for: what is in them is looked for at once.
    Chain withoutUnions(Predicate<UnionSet> some) {
        var unions = new ArrayList<UnionSet>();
        collectUnions(unions);
        return unions.stream().noneMatch(some)
                ? this
                : of(
                                table,
                                name,
                                lines.stream()
                                        .map(line -> line.withoutUnion(some))
                                        .toList())
                        .of(whose);
    }

    /// Whether a rule looks into a set of the kernel's.
    boolean looksInto(String set) {
        return lines.stream().anyMatch(line -> line.looksInto(set));
    }

    /// Whether it may let somebody through who may not come, while a set lacks members.
    ///
    /// @param hasMore whether that may have members too many, too
    boolean opens(String set, boolean hasMore) {
        return lines.stream()
                .anyMatch(line -> line.looksInto(set) && (hasMore ? line.decides() : line.opensWithout(set)));
    }

    /// What stands in its place while the kernel refuses it.
    Chain closed() {
        return of(table, name, List.of(Line.always(whose + ": closed, its rules cannot be written", "-j DROP")));
    }

    /// The lines of `iptables-restore` that fill a chain with as much of this one as needs no other chain of ours.
    List<String> tried(String trial) {
        return lines.stream()
                .map(line -> line.action().contains(" " + Names.PREFIX)
                        ? new Line(line.match(), line.comment(), "-j RETURN")
                        : line)
                .map(line -> "-A " + trial + " " + line.print(""))
                .toList();
    }

    /// The lines of `iptables-restore` that fill the chain.
    List<String> print() {
        var text = new ArrayList<String>();
        for (var line : lines) {
            text.add("-A " + name + " " + line.print(text.isEmpty() ? note(hash) : ""));
        }
        return text;
    }
}
