package io.margay.engine.transaction;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An address set with its id, which is dear to make and so made once.
public record NamedSet(SetId id, AddressSet set) {
    /// The sets that the rules of a policy name, each once.
    public static List<NamedSet> of(PolicyRules policy) {
        return of(policy.ingressRules(), policy.egressRules());
    }

    /// The sets that the rules of a profile name, each once.
    public static List<NamedSet> of(ProfileRules profile) {
        return of(profile.ingressRules(), profile.egressRules());
    }

    private static List<NamedSet> of(List<Rule> ingress, List<Rule> egress) {
        var sets = new LinkedHashSet<AddressSet>();
        ingress.forEach(rule -> gather(rule, sets));
        egress.forEach(rule -> gather(rule, sets));
        return sets.stream().map(set -> new NamedSet(set.id(), set)).toList();
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
