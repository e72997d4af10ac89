package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.transaction.ShardView.SharedPolicy;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.TierRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A catalogue as a shard shares it: every policy with its sets, made once and kept while the policy stays as it is.
///
/// @param touchedPolicies those that differ from the share before
/// @param touchedTiers whether tiers differ from the share before in more than their policies
record CatalogShare(
        Catalog catalog,
        Map<ResourceKey, SharedPolicy> policies,
        List<ResourceKey> everywhere,
        Set<ResourceKey> touchedPolicies,
        boolean touchedTiers) {
    /// The share of a catalogue that comes after another. Cost: one comparison a policy, one hash a set that is new.
    static CatalogShare of(Catalog catalog, @Nullable CatalogShare before) {
        var known = before == null ? Map.<ResourceKey, SharedPolicy>of() : before.policies;
        var policies = new HashMap<ResourceKey, SharedPolicy>();
        var touched = new HashSet<>(known.keySet());
        for (var tier : catalog.tiers()) {
            tier.policies().forEach(rules -> policies.put(rules.key(), share(rules, known, touched)));
        }
        var tiersDiffer = before == null || !outline(before.catalog).equals(outline(catalog));
        return new CatalogShare(catalog, Map.copyOf(policies), everywhere(catalog), touched, tiersDiffer);
    }

    private static SharedPolicy share(
            PolicyRules rules, Map<ResourceKey, SharedPolicy> known, Set<ResourceKey> touched) {
        var old = known.get(rules.key());
        if (old != null && old.rules().equals(rules)) {
            touched.remove(rules.key());
            return old;
        }
        touched.add(rules.key());
        return new SharedPolicy(rules, NamedSet.of(rules));
    }

    private static List<ResourceKey> everywhere(Catalog catalog) {
        return catalog.tiers().stream()
                .flatMap(tier -> tier.policies().stream())
                .filter(policy -> policy.everywhere())
                .map(policy -> policy.key())
                .toList();
    }

    private static List<TierRules> outline(Catalog catalog) {
        return catalog.tiers().stream()
                .map(tier -> new TierRules(tier.name(), tier.order(), tier.defaultAction(), tier.known(), List.of()))
                .toList();
    }
}
