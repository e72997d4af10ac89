package io.margay.dataplane.iptables;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which sets open a door when they grow, and which when they shrink; so that a change closes before it opens.
///
/// A member more in what an Allow asks for opens, and in what a Deny refuses; a member less in what a Deny asks
/// for, and in what an Allow refuses. A Pass may do either, so it counts as both. A set that no rule uses does
/// neither.
record Polarity(Set<SetId> opensByAdding, Set<SetId> opensByRemoving) {
    /// No rules: nothing opens.
    static final Polarity NONE = new Polarity(Set.of(), Set.of());

    Polarity {
        opensByAdding = Set.copyOf(opensByAdding);
        opensByRemoving = Set.copyOf(opensByRemoving);
    }

    /// That of all sets that `rules` use. Cost: one visit a rule.
    static Polarity of(Stream<Rule> rules) {
        var adding = new HashSet<SetId>();
        var removing = new HashSet<SetId>();
        rules.forEach(rule -> Stream.of(rule.source(), rule.destination()).forEach(peer -> {
            switch (rule.action()) {
                case ALLOW -> collect(peer, adding, removing);
                case DENY -> collect(peer, removing, adding);
                case PASS -> {
                    collect(peer, adding, removing);
                    collect(peer, removing, adding);
                }
                case LOG -> {}
            }
        }));
        return new Polarity(adding, removing);
    }

    /// That of rules of either kind.
    Polarity and(Polarity other) {
        return new Polarity(union(opensByAdding, other.opensByAdding), union(opensByRemoving, other.opensByRemoving));
    }

    /// Whether a rule that lets through or not looks into the set.
    boolean uses(SetId set) {
        return opensByAdding.contains(set) || opensByRemoving.contains(set);
    }

    /// Whether a set opens by growing and by shrinking, if for different packets.
    boolean isBoth(SetId set) {
        return opensByAdding.contains(set) && opensByRemoving.contains(set);
    }

    /// All such sets.
    Set<SetId> both() {
        return opensByAdding.stream().filter(opensByRemoving::contains).collect(Collectors.toSet());
    }

    private static Set<SetId> union(Set<SetId> some, Set<SetId> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void collect(PeerMatch peer, Set<SetId> asked, Set<SetId> refused) {
        if (peer.selector() != null) {
            asked.add(new AddressSet.Selected(peer.selector()).id());
        }
        if (peer.service() != null) {
            asked.add(peer.service().id());
        }
        peer.ports().named().forEach(set -> asked.add(set.id()));
        if (peer.notSelector() != null) {
            refused.add(new AddressSet.Selected(peer.notSelector()).id());
        }
        peer.notPorts().named().forEach(set -> refused.add(set.id()));
    }
}
