package io.margay.engine.verdict;

import io.margay.engine.verdict.Failsafes.Failsafe;
import io.margay.model.resource.ResourceKey;
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
}
