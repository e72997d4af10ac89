package io.margay.engine.verdict;

import io.margay.engine.verdict.Step.FailsafeOpen;
import io.margay.engine.verdict.Step.HostEndpointTakes;
import io.margay.engine.verdict.Step.NothingAllowed;
import io.margay.engine.verdict.Step.PolicyLooked;
import io.margay.engine.verdict.Step.ProfileLooked;
import io.margay.engine.verdict.Step.RuleLooked;
import io.margay.engine.verdict.Step.StageEntered;
import io.margay.engine.verdict.Step.StagedSkipped;
import io.margay.engine.verdict.Step.TierEnded;
import io.margay.engine.verdict.Step.TierEntered;
import io.margay.engine.verdict.Step.TierOnlyStaged;
import io.margay.engine.verdict.Step.TierPassed;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.TierRules;

/// Steps in words for people.
final class StepWords {
    private StepWords() {}

    static Line of(Step step) {
        return switch (step) {
            case HostEndpointTakes(var endpoint, var name, var node) ->
                Line.top(endpoint + " takes " + name + " of " + node);
            case FailsafeOpen(var failsafe) ->
                Line.top("failsafe " + failsafe + ": allowed before any policy is asked");
            case StageEntered(var stage) -> Line.top(words(stage));
            case TierEntered(var tier) -> Line.top(words(tier));
            case PolicyLooked(var policy) -> new Line(1, words(policy), policy.where());
            case StagedSkipped(var policy) -> new Line(1, words(policy) + ": staged, so not asked", policy.where());
            case RuleLooked rule -> new Line(rule.owner().kind() == Kind.PROFILE ? 1 : 2, words(rule), rule.where());
            case TierPassed(var tier) ->
                new Line(1, "the rest of tier " + tier.name() + " is passed over", Where.NOWHERE);
            case TierEnded(var tier, var action) ->
                new Line(1, "no rule matched: tier " + tier.name() + " says " + action.word(), Where.NOWHERE);
            case TierOnlyStaged(var tier) ->
                new Line(1, "tier " + tier.name() + " enforces none of these", Where.NOWHERE);
            case ProfileLooked(var name, var known) ->
                Line.top("profile " + name + (known ? "" : " does not exist, so it denies"));
            case NothingAllowed() -> Line.top("nothing has allowed it, so it is denied");
        };
    }

    private static String words(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> "before connection tracking:";
            case PRE_DNAT -> "before DNAT:";
            case NORMAL -> "as usual:";
        };
    }

    private static String words(TierRules tier) {
        return tier.known()
                ? "tier " + tier.name() + " (order " + tier.order() + ", default "
                        + tier.defaultAction().word() + ")"
                : "tier " + tier.name() + " (does not exist: last, default Deny)";
    }

    private static String words(PolicyRules policy) {
        return policy.key() + " (order " + policy.order() + ")";
    }

    private static String words(RuleLooked looked) {
        var rule = looked.rule();
        var reasons = looked.reasons();
        var start = "rule " + rule.index() + " " + rule.action().word();
        if (!looked.matched()) {
            return start + ": no, " + reasons.getLast();
        }
        return start + ": matches, " + (reasons.isEmpty() ? "as it asks nothing" : String.join("; ", reasons));
    }
}
