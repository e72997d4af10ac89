package io.margay.engine.transaction;

import io.margay.model.ruleset.AddressSet;
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
        var sets = new LinkedHashSet<AddressSet>();
        add(policy.ingressRules(), sets);
        add(policy.egressRules(), sets);
        return sets;
    }

    /// Those that the rules of a profile name, each once, in the order of the rules.
    public static Set<AddressSet> of(ProfileRules profile) {
        var sets = new LinkedHashSet<AddressSet>();
        add(profile.ingressRules(), sets);
        add(profile.egressRules(), sets);
        return sets;
    }

    private static void add(List<Rule> rules, Set<AddressSet> sets) {
        for (var rule : rules) {
            sets.addAll(rule.source().sets());
            sets.addAll(rule.destination().sets());
        }
    }
}
