package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
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
/// @param ended addresses of others whose owners ended, or lost them: what is left of their flows is nobody's
public record Plan(
        long revision,
        Map<SetId, SetPlan> sets,
        Changes<ResourceKey, PolicyRules> policies,
        Changes<String, ProfileRules> profiles,
        Changes<ResourceKey, RuleSet> endpoints,
        Set<Cidr> ended) {
    public Plan {
        sets = Map.copyOf(sets);
        ended = Set.copyOf(ended);
    }

    /// Whether no rule and no set changes.
    public boolean isEmpty() {
        return sets.isEmpty() && policies.isEmpty() && profiles.isEmpty() && endpoints.isEmpty();
    }

    /// What it does to some sets, and no more.
    public Plan only(Set<SetId> some) {
        var kept = new HashMap<>(sets);
        kept.keySet().retainAll(some);
        return new Plan(revision, kept, Changes.none(), Changes.none(), Changes.none(), Set.of());
    }
}
