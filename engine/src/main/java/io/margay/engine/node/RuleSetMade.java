package io.margay.engine.node;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.List;

/// The rule set of an endpoint, made on request.
///
/// @param request the number of the request that it answers
/// @param active all policies whose subject matches the endpoint, enforced on it or not (staged ones, and those of a
///     stage that it does not have)
public record RuleSetMade(long request, RuleSet ruleSet, List<ResourceKey> active) {
    public RuleSetMade {
        active = List.copyOf(active);
    }
}
