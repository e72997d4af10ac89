package io.margay.engine.transaction;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The sets that rules name.
public final class NamedSets {
    private NamedSets() {}

    /// Those that the rules of a policy name, each once, in the order of the rules.
    public static Set<AddressSet> of(PolicyRules policy) {
        return of(policy.ingressRules(), policy.egressRules());
    }

    /// Those that the rules of a profile name, each once, in the order of the rules.
    public static Set<AddressSet> of(ProfileRules profile) {
        return of(profile.ingressRules(), profile.egressRules());
    }

    private static Set<AddressSet> of(List<Rule> ingress, List<Rule> egress) {
        var sets = new LinkedHashSet<AddressSet>();
        ingress.forEach(rule -> gather(rule, sets));
        egress.forEach(rule -> gather(rule, sets));
        return sets;
    }

    private static void gather(Rule rule, Set<AddressSet> sets) {
        gather(rule.source(), sets);
        gather(rule.destination(), sets);
    }

    private static void gather(PeerMatch match, Set<AddressSet> sets) {
        if (match.selector() != null) {
            sets.add(new AddressSet.Selected(match.selector()));
        }
        if (match.notSelector() != null) {
            sets.add(new AddressSet.Selected(match.notSelector()));
        }
        sets.addAll(match.ports().named());
        sets.addAll(match.notPorts().named());
        if (match.service() != null) {
            sets.add(match.service());
        }
    }
}
