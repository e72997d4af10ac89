package io.margay.dataplane.differential;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// What somebody else does to a writer's own in the kernel.
final class ForeignHand {
    private static final String RULE = "-A ";
    private static final List<String> FAMILIES = List.of("iptables-", "ip6tables-");

    /// A chain that was emptied.
    ///
    /// @param program of the backend and IP version
    /// @param rules what was in it
    record Emptied(Commands commands, String program, String chain, List<String> rules) {
        /// Whether it is as it was.
        boolean isPutRight() {
            return saved(commands, program, chain + " ").equals(rules);
        }
    }

    private ForeignHand() {}

    /// Empties a chain of IPv4 and one of IPv6 that have rules.
    static List<Emptied> emptyAChain(Backend backend, Netns netns, RandomGenerator random) {
        return FAMILIES.stream()
                .map(family -> empty(Commands.in(netns), family + backend.iptables(), random))
                .toList();
    }

    private static Emptied empty(Commands commands, String program, RandomGenerator random) {
        var chains = new ArrayList<>(saved(commands, program, "mgy-").stream()
                .map(line -> line.substring(RULE.length(), line.indexOf(' ', RULE.length())))
                .distinct()
                .toList());
        Collections.shuffle(chains, new Random(random.nextLong()));
        // One may just be going.
        return chains.stream()
                .map(chain -> new Emptied(commands, program, chain, saved(commands, program, chain + " ")))
                .filter(it -> commands.run(program, "-w", "5", "-F", it.chain).ok())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no chain can be emptied"));
    }

    private static List<String> saved(Commands commands, String program, String chains) {
        var all = commands.run(program + "-save", "-t", "filter").output();
        return all.lines().filter(line -> line.startsWith(RULE + chains)).toList();
    }
}
