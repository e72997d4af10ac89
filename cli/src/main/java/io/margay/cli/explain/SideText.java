package io.margay.cli.explain;

import io.margay.cli.probe.SideWords;
import io.margay.engine.verdict.Side;
import io.margay.engine.verdict.Step;
import io.margay.engine.verdict.Step.RuleLooked;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.TierRules;
import org.jspecify.annotations.Nullable;

/// Prints one side's trace.
final class SideText {
    private static final String TIER = "  ";
    private static final String POLICY = "    ";
    private static final String RULE = "      ";

    private final Side side;
    private final Page page;
    private final String direction;
    private @Nullable RuleGroup group;

    SideText(Side side, Page page) {
        this.side = side;
        this.page = page;
        direction = side.direction() == Direction.EGRESS ? "egress" : "ingress";
    }

    /// All steps, then what came of them.
    void print() {
        page.line((direction.equals("egress") ? "Egress" : "Ingress") + ", at " + SideWords.endpoint(side));
        Step before = null;
        for (var step : side.trace().steps()) {
            if (before instanceof Step.PolicyLooked && !(step instanceof RuleLooked)) {
                page.line(RULE + "  no " + direction + " rules: it allows nothing by itself");
            }
            print(step);
            before = step;
        }
        flush();
        page.wrapped(TIER + "▶ " + side.verdict().word() + ": ", SideWords.decision(side));
    }

    private void print(Step step) {
        if (step instanceof RuleLooked rule) {
            rule(rule);
            return;
        }
        flush();
        switch (step) {
            case Step.HostEndpointTakes(var endpoint, var interfaceName, var node) ->
                page.line(TIER + "host endpoint " + endpoint.name() + " takes interface " + interfaceName + " of "
                        + node);
            case Step.FailsafeOpen(var failsafe) ->
                page.line(TIER + "✓ failsafe port " + failsafe + ": open before any policy");
            case Step.StageEntered(var stage) -> page.line(TIER + words(stage));
            case Step.TierEntered(var tier) -> page.line(TIER + words(tier));
            case Step.PolicyLooked(var policy) -> policy(policy, "");
            case Step.StagedSkipped(var policy) -> policy(policy, ", staged: not enforced");
            case RuleLooked rule -> rule(rule);
            case Step.TierPassed _ -> page.line(POLICY + "Pass: on to what comes after this tier");
            case Step.TierEnded ended -> ended(ended.action());
            case Step.TierOnlyStaged _ ->
                page.line(POLICY + "only staged policies here: on to what comes after this tier");
            case Step.ProfileLooked(var profile, var known) ->
                page.line(TIER + "profile " + profile + (known ? "" : ", which does not exist: it denies"));
            case Step.NothingAllowed() -> page.line(TIER + "nothing is left that could allow it");
        }
    }

    private void policy(PolicyRules policy, String remark) {
        page.placed(POLICY, policy.key() + remark, policy.where().toString());
    }

    private void rule(RuleLooked rule) {
        if (group != null && group.takes(rule)) {
            return;
        }
        flush();
        group = new RuleGroup(rule);
    }

    private void flush() {
        if (group != null) {
            group.print(page, RULE);
            group = null;
        }
    }

    private static String words(TierRules tier) {
        return "tier " + tier.name()
                + (tier.known() ? ", order " + tier.order() : ", which does not exist: it comes last and denies");
    }

    private static String words(Stage stage) {
        return switch (stage) {
            case UNTRACKED -> "policies before connection tracking (doNotTrack)";
            case PRE_DNAT -> "policies before DNAT (preDNAT)";
            case NORMAL -> "policies as usual";
        };
    }

    /// What a Deny comes to is said in the side's last line.
    private void ended(Action action) {
        if (action != Action.DENY) {
            page.line(POLICY + "no rule matched: on to what comes after this tier");
        }
    }
}
