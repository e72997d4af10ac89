package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Chains, and the sets of nets that their rules look into.
record Rendered(List<Chain> chains, List<NetSet> netSets) {
    Rendered {
        chains = List.copyOf(chains);
        netSets = List.copyOf(netSets);
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
        return new Rendered(chains.stream().map(chain -> chain.of(owner)).toList(), netSets);
    }

    /// The chains of one table.
    List<Chain> chains(Table table) {
        return chains.stream().filter(chain -> chain.table() == table).toList();
    }

    /// The chains of some tables.
    Rendered in(Predicate<Table> tables) {
        return new Rendered(
                chains.stream().filter(chain -> tables.test(chain.table())).toList(), netSets);
    }

    /// The unions that rules look into.
    Stream<UnionSet> unions() {
        return chains.stream().flatMap(Chain::unions);
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
        return new Rendered(left, netSets);
    }

    /// All of these as one.
    static Rendered all(Stream<Rendered> parts) {
        var chains = new ArrayList<Chain>();
        var netSets = new ArrayList<NetSet>();
        parts.forEach(part -> {
            chains.addAll(part.chains);
            netSets.addAll(part.netSets);
        });
        return new Rendered(chains, netSets);
    }
}
