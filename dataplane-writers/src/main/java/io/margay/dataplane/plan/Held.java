package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Map;

/// What a host should hold, without the members of its sets: for people. Immutable.
public record Held(long revision, Map<ResourceKey, RuleSet> endpoints, Map<ResourceKey, PolicyRules> policies) {
    public Held {
        endpoints = Map.copyOf(endpoints);
        policies = Map.copyOf(policies);
    }
}
