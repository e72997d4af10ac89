package io.margay.dataplane.iptables;

import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.stream.Stream;

/// The polarity of policies and profiles, kept for each until it changes: what names a set is a hash over its text.
///
/// By the very record: one that did not change is the same.
final class Polarities {
    private IdentityHashMap<Object, Polarity> known = new IdentityHashMap<>();

    /// That of all these, as far as they are enforced. Cost: a visit to each set of each.
    Polarity of(Collection<PolicyRules> policies, Collection<ProfileRules> profiles) {
        var before = known;
        known = new IdentityHashMap<>();
        var adding = new HashSet<SetId>();
        var removing = new HashSet<SetId>();
        policies.stream()
                .filter(policy -> !policy.staged())
                .forEach(policy -> add(of(policy, policy.allRules(), before), adding, removing));
        profiles.forEach(profile -> add(of(profile, profile.allRules(), before), adding, removing));
        return new Polarity(adding, removing);
    }

    private Polarity of(Object record, Stream<Rule> rules, IdentityHashMap<Object, Polarity> before) {
        var polarity = before.get(record);
        var its = polarity == null ? Polarity.of(rules) : polarity;
        known.put(record, its);
        return its;
    }

    private static void add(Polarity polarity, Collection<SetId> adding, Collection<SetId> removing) {
        adding.addAll(polarity.opensByAdding());
        removing.addAll(polarity.opensByRemoving());
    }
}
