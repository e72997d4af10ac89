package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The least work between what a kernel holds and what it should hold. Immutable.
///
/// @param revision what the host holds after it
public record Plan(
        long revision,
        Map<SetId, SetPlan> sets,
        Changes<ResourceKey, PolicyRules> policies,
        Changes<String, ProfileRules> profiles,
        Changes<ResourceKey, RuleSet> endpoints) {
    public Plan {
        sets = Map.copyOf(sets);
    }

    /// Whether nothing changes in the kernel.
    public boolean isEmpty() {
        return sets.isEmpty() && policies.isEmpty() && profiles.isEmpty() && endpoints.isEmpty();
    }

    /// What it does to some sets, and no more.
    public Plan only(Set<SetId> some) {
        var kept = new HashMap<>(sets);
        kept.keySet().retainAll(some);
        return new Plan(revision, kept, Changes.none(), Changes.none(), Changes.none());
    }
}
