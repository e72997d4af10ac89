package io.margay.model.ruleset;

import io.margay.model.resource.Action;
import io.margay.model.resource.Order;
import java.util.List;

/// A tier with its policies in order.
///
/// @param defaultAction DENY or PASS: for a packet that some enforced policy here looked at and none decided
/// @param known false where policies name a tier that does not exist: it comes last and denies
public record TierRules(String name, Order order, Action defaultAction, boolean known, List<PolicyRules> policies) {
    public TierRules {
        policies = List.copyOf(policies);
    }
}
