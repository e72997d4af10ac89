package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.ruleset.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The way from a packet's interface to its endpoint's chain: a list while there are few endpoints, then a tree
/// over the characters of interface names, since each rule that a packet passes by costs 16 to 20 ns.
///
/// Workloads come and go all the time, so rules that find theirs do nothing but lead on (`Chain.ofWays`): over
/// nf_tables, rules of xtables would wait until the kernel has done away with what others replaced ([ChainTable]).
///
/// @param first what comes before all interfaces
/// @param last what befalls a packet of any other
record DispatchRenderer(ChainKind kind, Direction direction, List<Line> first, List<Line> last) {
    private static final int MOST_IN_A_LIST = 8;

    DispatchRenderer {
        first = List.copyOf(first);
        last = List.copyOf(last);
    }

    /// The action that leads to an endpoint's chain.
    static String to(ChainKind kind, String interfaceName, Direction direction) {
        return "-g " + Names.endpoint(kind, interfaceName, direction);
    }

    /// The chains that lead to these interfaces.
    ///
    /// @param actions by interface
    Rendered dispatch(Map<String, String> actions) {
        var chains = new ArrayList<Chain>();
        addNode("", new TreeSet<>(actions.keySet()), actions, chains);
        return Rendered.of(chains);
    }

    /// A node of the tree: `prefix` is what all of its interfaces begin with, and names its chain; empty at the root.
    private void addNode(String prefix, SortedSet<String> interfaces, Map<String, String> actions, List<Chain> chains) {
        var lines = new ArrayList<Line>();
        if (interfaces.size() <= MOST_IN_A_LIST) {
            interfaces.forEach(name -> lines.add(leaf(name, actions)));
        } else {
            int common = commonLength(interfaces);
            branches(interfaces, common).forEach((branch, members) -> {
                if (members.size() == 1) {
                    lines.addFirst(leaf(members.first(), actions));
                } else {
                    var name = Names.dispatch(kind, branch, direction);
                    lines.add(new Line(kind.option(direction) + branch + "+", "", "-g " + name));
                    addNode(branch, members, actions, chains);
                }
            });
        }
        if (prefix.isEmpty()) {
            lines.addAll(0, first);
        }
        lines.addAll(last);
        var chain = Names.dispatch(kind, prefix, direction);
        chains.add(kind == ChainKind.WORKLOAD ? Chain.ofWays(chain, lines) : Chain.of(kind.table(), chain, lines));
    }

    private Line leaf(String interfaceName, Map<String, String> actions) {
        var action = Objects.requireNonNull(actions.get(interfaceName));
        return new Line(kind.option(direction) + interfaceName, "", action);
    }

    private static int commonLength(SortedSet<String> interfaces) {
        var first = interfaces.first();
        var last = interfaces.last();
        int length = 0;
        while (length < first.length() && length < last.length() && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        return length;
    }

    /// By the character after the common ones. A name that ends there is a branch of its own.
    private static TreeMap<String, TreeSet<String>> branches(SortedSet<String> interfaces, int common) {
        var branches = new TreeMap<String, TreeSet<String>>();
        for (var name : interfaces) {
            var branch = name.substring(0, Math.min(common + 1, name.length()));
            branches.computeIfAbsent(branch, _ -> new TreeSet<>()).add(name);
        }
        return branches;
    }
}
