package io.margay.engine.verdict;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.engine.verdict.Decider.NoProfile;
import io.margay.engine.verdict.Decider.PolicyRule;
import io.margay.engine.verdict.Decider.ProfileRule;
import io.margay.engine.verdict.Decider.TierDefault;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.TierRules;
import io.margay.model.ruleset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks one endpoint's tiers and profiles in one direction, and takes down every step.
///
/// Source: `docs/semantics.md`, "Order" and "Host endpoints".
final class SideJudge {
    private final Catalog catalog;
    private final Holder endpoint;
    private final Direction direction;
    private final Traffic traffic;
    private final LabelLookup labels;
    private final List<Step> steps = new ArrayList<>();
    private boolean looked;

    SideJudge(Catalog catalog, Holder endpoint, Direction direction, Traffic traffic) {
        this.catalog = catalog;
        this.endpoint = endpoint;
        this.direction = direction;
        this.traffic = traffic;
        this.labels = catalog.labels(endpoint.fingerprint());
    }

    /// A workload's side: tiers, then profiles.
    Side judgeWorkload() {
        return tiers(Stage.NORMAL).orElseGet(this::profiles);
    }

    /// A host endpoint's side: failsafes, then policies before connection tracking and before DNAT, then as a
    /// workload's.
    Side judgeHost(String interfaceName, Failsafes failsafes) {
        steps.add(new Step.HostEndpointTakes(endpoint.key(), interfaceName, endpoint.node()));
        var peer = direction == Direction.INGRESS ? traffic.source() : traffic.destination();
        var failsafe = failsafes.of(
                direction, traffic.transport().protocol(), traffic.transport().port(), peer.address());
        if (failsafe.isPresent()) {
            steps.add(new Step.FailsafeOpen(failsafe.get()));
            return side(Verdict.ALLOW, Stage.NORMAL, new Decider.FailsafePort(failsafe.get()));
        }
        return early(Stage.UNTRACKED).or(() -> early(Stage.PRE_DNAT)).orElseGet(this::judgeWorkload);
    }

    private Optional<Side> early(Stage stage) {
        var applies = stage == Stage.UNTRACKED || direction == Direction.INGRESS;
        return applies ? tiers(stage) : Optional.empty();
    }

    private Optional<Side> tiers(Stage stage) {
        var entered = stage == Stage.NORMAL && steps.stream().noneMatch(Step.StageEntered.class::isInstance);
        for (var tier : catalog.tiers(endpoint.fingerprint().namespace())) {
            var policies = tier.policies().stream()
                    .filter(policy -> looks(policy, stage))
                    .toList();
            if (!policies.isEmpty() && !entered) {
                steps.add(new Step.StageEntered(stage));
                entered = true;
            }
            var side = policies.isEmpty() ? Optional.<Side>empty() : tier(tier, policies, stage);
            if (side.isPresent()) {
                return side;
            }
        }
        return Optional.empty();
    }

    private boolean looks(PolicyRules policy, Stage stage) {
        return policy.stage() == stage
                && policy.applies(direction)
                && policy.subject().matches(labels);
    }

    private Optional<Side> tier(TierRules tier, List<PolicyRules> policies, Stage stage) {
        steps.add(new Step.TierEntered(tier));
        var enforced = false;
        for (var policy : policies) {
            if (policy.staged()) {
                steps.add(new Step.StagedSkipped(policy));
                continue;
            }
            enforced = true;
            looked = true;
            steps.add(new Step.PolicyLooked(policy));
            var rule = firstMatch(policy.key(), policy.rules(direction));
            if (rule != null) {
                return decided(tier, policy, rule, stage);
            }
        }
        return ended(tier, enforced, stage);
    }

    private Optional<Side> decided(TierRules tier, PolicyRules policy, Rule rule, Stage stage) {
        return Verdict.of(rule.action())
                .map(verdict -> side(verdict, stage, new PolicyRule(tier.name(), policy.key(), rule)))
                .or(() -> {
                    steps.add(new Step.TierPassed(tier));
                    return Optional.empty();
                });
    }

    /// Before the normal stage no tier denies by default.
    private Optional<Side> ended(TierRules tier, boolean enforced, Stage stage) {
        if (!enforced) {
            steps.add(new Step.TierOnlyStaged(tier));
            return Optional.empty();
        }
        var action = stage == Stage.NORMAL ? tier.defaultAction() : Action.PASS;
        steps.add(new Step.TierEnded(tier, action));
        return Verdict.of(action).map(verdict -> side(verdict, stage, new TierDefault(tier.name())));
    }

    private Side profiles() {
        for (var name : endpoint.fingerprint().profiles()) {
            var profile = catalog.profile(name);
            steps.add(new Step.ProfileLooked(name, profile.known()));
            if (!profile.known()) {
                break;
            }
            var rule = firstMatch(new ResourceKey(Kind.PROFILE, "", name), profile.rules(direction));
            var verdict = rule == null ? Optional.<Verdict>empty() : Verdict.of(rule.action());
            if (rule != null && verdict.isPresent()) {
                return side(verdict.get(), Stage.NORMAL, new ProfileRule(name, rule, !looked));
            }
        }
        steps.add(new Step.NothingAllowed());
        return side(Verdict.DENY, Stage.NORMAL, new NoProfile());
    }

    /// The first rule that matches, but for those that only log.
    private @Nullable Rule firstMatch(ResourceKey owner, List<Rule> rules) {
        for (var rule : rules) {
            var matched = RuleMatch.matches(rule, traffic);
            steps.add(new Step.RuleLooked(owner, rule, matched, traffic));
            if (matched && rule.action() != Action.LOG) {
                return rule;
            }
        }
        return null;
    }

    private Side side(Verdict verdict, Stage stage, Decider decider) {
        return new Side(direction, endpoint.key(), verdict, stage, decider, new Trace(steps));
    }
}
