package io.margay.engine.transaction;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sets that rules name.
public final class NamedSets {
    private NamedSets() {}

    /// Those that the rules of a policy name, each once, in the order of the rules.
    public static Set<AddressSet> of(PolicyRules policy) {
        return of(policy.allRules());
    }

    /// Those that the rules of a profile name, each once, in the order of the rules.
    public static Set<AddressSet> of(ProfileRules profile) {
        return of(profile.allRules());
    }

    private static Set<AddressSet> of(Stream<Rule> rules) {
        return rules.flatMap(Rule::sets).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
