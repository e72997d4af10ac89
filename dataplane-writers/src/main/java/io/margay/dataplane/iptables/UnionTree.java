package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.iptables.Split.Placed;
import io.margay.dataplane.kernel.Table;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules that ask for sets and can be told apart by nothing else: where many in a row ask for a set of the same side, a
/// packet is looked for in unions of their sets first.
///
/// ```text
/// chain ─ in union A ─▶ mgy-b-… ─ in union C ─▶ mgy-b-…  rules 1 to 15      and back, where none decided
///                               ─ in union D ─▶ mgy-b-…  rules 16 to 31
///       ─ not decided, in union B ─▶ mgy-b-… …
///       decided: back
///       further rules
/// ```
/// Where a union ends depends on the set that it ends with, and its name on its first and last: so a rule that comes or
/// goes changes few of them, and equal parts of lists have the same.
///
/// @param table where the chains are
/// @param root what names branches
/// @param chains gets those that are made
record UnionTree(Table table, String root, UnionShape shape, List<Chain> chains) {
    /// Rules in a row that ask for sets of these sides.
    private record Run(EnumSet<Side> sides, List<Placed> rules) {
        /// Where they ask for more sets.
        Side side() {
            return sides.size() > 1
                            && sets(Side.DESTINATION).size() > sets(Side.SOURCE).size()
                    ? Side.DESTINATION
                    : sides.iterator().next();
        }

        private Set<SetId> sets(Side side) {
            var sets = new HashSet<SetId>();
            rules.forEach(rule -> rule.region().set(side).ifPresent(sets::add));
            return sets;
        }
    }

    /// What a chain of rules holds of one of them, or of a union.
    ///
    /// @param key no other of the chain has it
    private record Node(String key, List<Line> lines, List<SetId> sets, List<UnionSet> unions) {
        boolean isUnion() {
            return !unions.isEmpty();
        }
    }

    /// The lines of a chain with these rules.
    List<Line> lines(String chain, List<Placed> rules) {
        var lines = new ArrayList<Line>();
        if (rules.size() <= shape.longestList()) {
            rules.forEach(rule -> lines.addAll(rule.lines()));
            return lines;
        }
        var seen = new HashMap<SetId, Integer>();
        boolean mayBeDecided = false;
        for (var run : runs(rules)) {
            if (mayBeDecided) {
                lines.add(new Line(shape.marks().isDecided(), "", "-j RETURN"));
            }
            mayBeDecided = run.rules.size() > shape.longestList() && !run.sides.isEmpty();
            if (mayBeDecided) {
                lines.addAll(lines(told(chain, run, seen)));
            } else {
                run.rules.forEach(rule -> lines.addAll(rule.lines()));
            }
        }
        return lines;
    }

    private static List<Run> runs(List<Placed> rules) {
        var runs = new ArrayList<Run>();
        for (var rule : rules) {
            var sides = EnumSet.allOf(Side.class);
            sides.removeIf(side -> rule.region().set(side).isEmpty());
            var last = runs.isEmpty() ? new Run(EnumSet.noneOf(Side.class), List.of()) : runs.getLast();
            var common = EnumSet.copyOf(sides);
            common.retainAll(last.sides);
            if (common.isEmpty()) {
                runs.add(new Run(sides, new ArrayList<>(List.of(rule))));
            } else {
                last.sides.retainAll(sides);
                last.rules.add(rule);
            }
        }
        return runs;
    }

    private List<Node> told(String chain, Run run, Map<SetId, Integer> seen) {
        var side = run.side();
        var nodes = new ArrayList<Node>();
        for (var rule : run.rules) {
            var set = rule.region().set(side).orElseThrow();
            var key = set.text() + " " + seen.merge(set, 1, Integer::sum);
            nodes.add(new Node(key, rule.lines(), List.of(set), List.of()));
        }
        List<Node> told = nodes;
        for (int level = 1; told.size() > shape.most(); level++) {
            told = new Level(chain, side, level).unite(told);
        }
        return told;
    }

    /// A packet that an earlier union's rules have decided is asked no more.
    private List<Line> lines(List<Node> nodes) {
        var lines = new ArrayList<Line>();
        boolean mayBeDecided = false;
        for (var node : nodes) {
            for (var line : node.lines) {
                lines.add(mayBeDecided ? line.asking(shape.marks().isUndecided()) : line);
            }
            mayBeDecided |= node.isUnion();
        }
        return lines;
    }

    /// One step up.
    private final class Level {
        private final String chain;
        private final Side side;
        private final int number;

        Level(String chain, Side side, int number) {
            this.chain = chain;
            this.side = side;
            this.number = number;
        }

        List<Node> unite(List<Node> nodes) {
            var united = new ArrayList<Node>();
            var some = new ArrayList<Node>();
            for (var node : nodes) {
                some.add(node);
                boolean isFull = some.size() >= shape.most();
                if (isFull || (some.size() >= shape.least() && shape.ends(node.key, number))) {
                    united.add(united(some));
                    some.clear();
                }
            }
            if (!some.isEmpty()) {
                united.add(united(some));
            }
            return united;
        }

        private Node united(List<Node> nodes) {
            var last = nodes.getLast();
            if (nodes.size() == 1) {
                return last;
            }
            var ends = side + " " + number + " " + nodes.getFirst().key + " " + last.key;
            var name = Names.union(ends, shape.version());
            var sets = nodes.stream().flatMap(node -> node.sets.stream()).distinct();
            var unions = nodes.stream().flatMap(node -> node.unions.stream());
            var union = new UnionSet(name, shape.version(), side, sets.toList(), unions.toList());
            var own = Names.branch(root, chain + " " + ends);
            chains.add(Chain.of(table, own, lines(nodes)));
            return new Node(last.key, List.of(new Line("", "", "-j " + own, union)), List.of(), List.of(union));
        }
    }
}
