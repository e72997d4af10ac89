package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out which chains the kernel refuses where nobody says it, as iptables-legacy does not: writes their rules into
/// a chain that no packet comes to, all at first, then halves of what was refused.
///
/// Cost: for each chain that is refused, as many attempts as the number of chains has bits, but not more than
/// `MOST_ATTEMPTS` for all.
record Trial(Iptables iptables, IpVersion version, Table table) {
    private static final String CHAIN = Names.PREFIX + "-trial";
    private static final int MOST_ATTEMPTS = 64;

    /// What came of it.
    ///
    /// @param refused chains, and what iptables said
    /// @param unknown chains whose turn did not come
    record Found(Map<Chain, String> refused, List<Chain> unknown) {}

    /// Tries chains. Nothing, where that cannot be done at all.
    Optional<Found> of(List<Chain> suspects) {
        var groups = new ArrayDeque<List<Chain>>(List.of(suspects));
        var refused = new LinkedHashMap<Chain, String>();
        for (int attempt = 0; attempt < MOST_ATTEMPTS && !groups.isEmpty(); attempt++) {
            var group = groups.pop();
            var exit = attempt(group);
            if (!exit.ok() && !Complaint.isOfText(exit)) {
                return Optional.empty();
            }
            if (!exit.ok()) {
                divide(group, exit, refused, groups);
            }
        }
        clear();
        var unknown = new ArrayList<Chain>();
        groups.forEach(unknown::addAll);
        return Optional.of(new Found(refused, unknown));
    }

    private static void divide(List<Chain> group, Exit exit, Map<Chain, String> refused, Deque<List<Chain>> groups) {
        if (group.size() == 1) {
            refused.put(group.getFirst(), exit.why());
            return;
        }
        int half = group.size() / 2;
        groups.push(group.subList(half, group.size()));
        groups.push(group.subList(0, half));
    }

    private Exit attempt(List<Chain> group) {
        var lines = new ArrayList<String>();
        lines.add("*" + table.text());
        lines.add(":" + CHAIN + " - [0:0]");
        group.forEach(chain -> lines.addAll(chain.tried(CHAIN)));
        lines.add("COMMIT\n");
        return iptables.restore(version, String.join("\n", lines));
    }

    /// Where this fails, the chain goes with the next change, since nobody wants it.
    private void clear() {
        iptables.restore(
                version, "*" + table.text() + "\n:" + CHAIN + " - [0:0]\n-F " + CHAIN + "\n-X " + CHAIN + "\nCOMMIT\n");
    }
}
