package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.Map;

/// What a node's endpoints need: their rule sets, the policies and profiles active here, the sets that these name.
public record Needs(
        Map<ResourceKey, RuleSet> endpoints,
        Map<ResourceKey, PolicyRules> policies,
        Map<String, ProfileRules> profiles,
        Map<SetId, NamedSet> sets) {
    /// Nothing.
    public static final Needs NOTHING = new Needs(Map.of(), Map.of(), Map.of(), Map.of());

    public Needs {
        endpoints = Map.copyOf(endpoints);
        policies = Map.copyOf(policies);
        profiles = Map.copyOf(profiles);
        sets = Map.copyOf(sets);
    }
}
