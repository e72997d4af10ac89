package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Chains, and the sets of nets and the unions that their rules look into.
record Rendered(List<Chain> chains, List<NetSet> netSets, List<UnionSet> unions) {
    Rendered {
        chains = List.copyOf(chains);
        netSets = List.copyOf(netSets);
        unions = List.copyOf(unions);
    }

    /// Chains, and the sets of nets that their rules look into.
    Rendered(List<Chain> chains, List<NetSet> netSets) {
        this(chains, netSets, unions(chains));
    }

    private static List<UnionSet> unions(List<Chain> chains) {
        var unions = new ArrayList<UnionSet>();
        chains.forEach(chain -> chain.collectUnions(unions));
        return unions;
    }

    /// Chains that look into no net sets.
    static Rendered of(List<Chain> chains) {
        return new Rendered(chains, List.of());
    }

    /// The same, and a chain that looks into no net sets.
    Rendered and(Chain chain) {
        return new Rendered(Stream.concat(chains.stream(), Stream.of(chain)).toList(), netSets);
    }

    /// The same, of something that may be closed where its rules cannot be written.
    Rendered of(String owner) {
        return new Rendered(chains.stream().map(chain -> chain.of(owner)).toList(), netSets, unions);
    }

    /// The chains of one table.
    List<Chain> chains(Table table) {
        var its = new ArrayList<Chain>(chains.size());
        for (var chain : chains) {
            if (chain.table() == table) {
                its.add(chain);
            }
        }
        return its;
    }

    /// The chains of some tables.
    Rendered in(Predicate<Table> tables) {
        return chains.stream().allMatch(chain -> tables.test(chain.table()))
                ? this
                : new Rendered(
                        chains.stream()
                                .filter(chain -> tables.test(chain.table()))
                                .toList(),
                        netSets);
    }

    /// The same but for some chains and their branches, which stand behind them.
    Rendered without(Predicate<Chain> unwanted) {
        var gone = new HashSet<String>();
        var left = new ArrayList<Chain>();
        for (var chain : chains) {
            if (unwanted.test(chain) || gone.contains(chain.name())) {
                chain.lines().forEach(line -> gone.add(RuleTree.branch(line)));
            } else {
                left.add(chain);
            }
        }
        return left.size() == chains.size() ? this : new Rendered(left, netSets);
    }

    /// All of these as one. Cost: a copy of references.
    static Rendered all(Stream<Rendered> parts) {
        var chains = new ArrayList<Chain>();
        var netSets = new ArrayList<NetSet>();
        var unions = new ArrayList<UnionSet>();
        parts.forEach(part -> {
            chains.addAll(part.chains);
            netSets.addAll(part.netSets);
            unions.addAll(part.unions);
        });
        return new Rendered(chains, netSets, unions);
    }
}
