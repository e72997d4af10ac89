package io.margay.dataplane.iptables;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which sets the rules of policies and profiles look into, kept for each until it changes: what names a set is a hash
/// over its text.
///
/// By the very record: one that did not change is the same.
final class Lookups {
    private IdentityHashMap<Object, Set<SetId>> known = new IdentityHashMap<>();

    /// Those records of all these that look into any of some sets. Cost: nothing where there are no such sets.
    ///
    /// @return a set that goes by the very record
    Set<Object> into(Set<SetId> sets, Collection<PolicyRules> policies, Collection<ProfileRules> profiles) {
        Set<Object> looking = Collections.newSetFromMap(new IdentityHashMap<>());
        if (sets.isEmpty()) {
            return looking;
        }
        var before = known;
        known = new IdentityHashMap<>();
        policies.forEach(policy -> keep(policy, policy.allRules(), before));
        profiles.forEach(profile -> keep(profile, profile.allRules(), before));
        known.forEach((record, its) -> {
            if (!Collections.disjoint(its, sets)) {
                looking.add(record);
            }
        });
        return looking;
    }

    private void keep(Object record, Stream<Rule> rules, IdentityHashMap<Object, Set<SetId>> before) {
        var its = before.get(record);
        known.put(
                record,
                its == null
                        ? rules.flatMap(Rule::sets).map(AddressSet::id).collect(Collectors.toUnmodifiableSet())
                        : its);
    }
}
