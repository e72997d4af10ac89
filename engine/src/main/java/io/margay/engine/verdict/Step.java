package io.margay.engine.verdict;

import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.Failsafes.Failsafe;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.TierRules;
import java.util.List;

/// One thing looked at.
public sealed interface Step {
    /// A host endpoint takes the interface, so its policies are asked.
    record HostEndpointTakes(ResourceKey endpoint, String interfaceName, String node) implements Step {}

    /// A port that stays open: allowed before any policy is asked.
    record FailsafeOpen(Failsafe failsafe) implements Step {}

    /// A host endpoint's policies of one stage come next.
    record StageEntered(Stage stage) implements Step {}

    /// A tier with policies that look at this packet.
    record TierEntered(TierRules tier) implements Step {}

    /// A policy for this endpoint and direction; its rules come next.
    record PolicyLooked(PolicyRules policy) implements Step {}

    /// A staged policy for this endpoint and direction: not asked.
    record StagedSkipped(PolicyRules policy) implements Step {}

    /// A rule.
    ///
    /// @param owner the policy or profile it is in
    record RuleLooked(ResourceKey owner, Rule rule, boolean matched, Traffic traffic) implements Step {
        /// Where it was written.
        public Where where() {
            return rule.where();
        }

        /// What matched of it, in order, and, where not all did, last what did not.
        public List<String> reasons() {
            return RuleMatch.reasons(rule, traffic);
        }
    }

    /// A Pass: the rest of this tier is not asked.
    record TierPassed(TierRules tier) implements Step {}

    /// The end of a tier that some enforced policy looked in, with no decision: its default action.
    record TierEnded(TierRules tier, Action action) implements Step {}

    /// The end of a tier in which only staged policies looked: no default action.
    record TierOnlyStaged(TierRules tier) implements Step {}

    /// A profile; its rules come next.
    record ProfileLooked(String profile, boolean known) implements Step {}

    /// Nothing decided: denied.
    record NothingAllowed() implements Step {}
}
