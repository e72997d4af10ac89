package io.margay.engine.verdict;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Failsafes.Failsafe;
import io.margay.model.ruleset.Rule;

/// What decided a side.
public sealed interface Decider {
    /// A rule of a policy.
    record PolicyRule(String tier, ResourceKey policy, Rule rule) implements Decider {}

    /// A tier whose policies looked at the packet, and none of whose rules matched.
    record TierDefault(String tier) implements Decider {}

    /// A rule of a profile, after all tiers let the packet by.
    ///
    /// @param noPolicy whether no enforced policy looked at it
    record ProfileRule(String profile, Rule rule, boolean noPolicy) implements Decider {}

    /// No tier and no profile decided, so it is denied.
    record NoProfile() implements Decider {}

    /// A port of a host that stays open.
    record FailsafePort(Failsafe failsafe) implements Decider {}

    /// In words for people: `rule 2 of NetworkPolicy shop/redis in tier default`.
    default String words() {
        return switch (this) {
            case PolicyRule(var tier, var policy, var rule) ->
                "rule " + rule.index() + " of " + policy + " in tier " + tier;
            case TierDefault(var tier) -> "default action of tier " + tier;
            case ProfileRule(var profile, var rule, var noPolicy) ->
                "rule " + rule.index() + " of profile " + profile + (noPolicy ? ", as no policy looks at it" : "");
            case NoProfile() -> "nothing allows it";
            case FailsafePort(var failsafe) -> "failsafe " + failsafe;
        };
    }
}
