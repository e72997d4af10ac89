package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What `iptables-restore` complains of in a text.
///
/// @param chains into which rules were to be put that it does not take; may be none that it names
/// @param held chains that it cannot delete, since somebody's rules lead to them
record Complaint(Set<String> chains, Set<String> held) {
    /// `line 5: RULE_APPEND failed (Invalid argument): rule in chain mgy-a`, `Error occurred at line: 5`.
    private static final Pattern LINE = Pattern.compile("\\bline:? (\\d+)");

    /// The machine's troubles, not a rule's.
    private static final List<String> TROUBLES = List.of(
            "Cannot allocate memory",
            "No buffer space",
            "generation id",
            "Permission denied",
            "Operation not permitted");

    Complaint {
        chains = Set.copyOf(chains);
        held = Set.copyOf(held);
    }

    /// Whether another text might have been taken.
    static boolean isOfText(Exit exit) {
        return exit.code() > 0 && TROUBLES.stream().noneMatch(exit.why()::contains);
    }

    /// What it says of the lines of a text.
    static Complaint of(String text, Exit exit) {
        var lines = text.lines().toList();
        var chains = new HashSet<String>();
        var held = new HashSet<String>();
        LINE.matcher(exit.why())
                .results()
                .map(result -> Long.parseLong(result.group(1)))
                .filter(number -> 0 < number && number <= lines.size())
                .map(number -> lines.get(Math.toIntExact(number) - 1).split(" ", 3))
                .filter(words -> words.length > 1)
                .forEach(words -> {
                    switch (words[0]) {
                        case "-A" -> chains.add(words[1]);
                        case "-X" -> held.add(words[1]);
                        default -> {}
                    }
                });
        return new Complaint(chains, held);
    }
}
