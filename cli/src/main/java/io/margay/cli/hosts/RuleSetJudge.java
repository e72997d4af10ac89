package io.margay.cli.hosts;

import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.Side;
import io.margay.engine.verdict.Trace;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges one packet at one endpoint by its rule set, as a host's writer would have its kernel do.
///
/// Source: `docs/semantics.md`, "Order" and "Host endpoints".
final class RuleSetJudge {
    private static final Trace UNTRACED = new Trace(List.of());

    private final ModelHost host;
    private final RuleSet ruleSet;
    private final Direction direction;
    private final Packet packet;
    private final RuleTest rules;

    RuleSetJudge(ModelHost host, RuleSet ruleSet, Direction direction, Packet packet) {
        this.host = host;
        this.ruleSet = ruleSet;
        this.direction = direction;
        this.packet = packet;
        this.rules = new RuleTest(host, packet);
    }

    /// A workload's side: tiers, then profiles.
    Side judgeWorkload() {
        return tiers(ruleSet.normal(), Stage.NORMAL).orElseGet(this::profiles);
    }

    /// A host endpoint's side: failsafes, then what comes before connection tracking and before DNAT, then as a
    /// workload's.
    Side judgeHost(Failsafes failsafes) {
        var peer = direction == Direction.INGRESS ? packet.source() : packet.destination();
        return failsafes
                .of(direction, packet.transport().protocol(), packet.transport().port(), peer)
                .map(failsafe -> side(Verdict.ALLOW, Stage.NORMAL, new Decider.FailsafePort(failsafe)))
                .or(() -> tiers(ruleSet.untracked(), Stage.UNTRACKED))
                .or(() -> tiers(ruleSet.preDnat(), Stage.PRE_DNAT))
                .orElseGet(this::judgeWorkload);
    }

    private Optional<Side> tiers(List<TierPolicies> tiers, Stage stage) {
        return looking(tiers)
                .map(tier -> tier(tier, stage))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Stream<TierPolicies> looking(List<TierPolicies> tiers) {
        return tiers.stream().filter(tier -> !tier.policies(direction).isEmpty());
    }

    private Optional<Side> tier(TierPolicies tier, Stage stage) {
        for (var key : tier.policies(direction)) {
            var rule = firstMatch(host.policy(key).rules(direction));
            if (rule.isPresent()) {
                return Verdict.of(rule.get().action())
                        .map(verdict -> side(verdict, stage, new Decider.PolicyRule(tier.tier(), key, rule.get())));
            }
        }
        return Verdict.of(tier.defaultAction())
                .map(verdict -> side(verdict, stage, new Decider.TierDefault(tier.tier())));
    }

    private Side profiles() {
        for (var name : ruleSet.profiles()) {
            var profile = host.profile(name);
            if (!profile.known()) {
                break;
            }
            var rule = firstMatch(profile.rules(direction));
            var verdict = rule.flatMap(it -> Verdict.of(it.action()));
            if (rule.isPresent() && verdict.isPresent()) {
                var decider = new Decider.ProfileRule(name, rule.get(), !looked());
                return side(verdict.get(), Stage.NORMAL, decider);
            }
        }
        return side(Verdict.DENY, Stage.NORMAL, new Decider.NoProfile());
    }

    /// Whether any policy is there to look at packets of this direction, in any stage that they go through.
    private boolean looked() {
        return Stream.of(ruleSet.untracked(), ruleSet.preDnat(), ruleSet.normal())
                .flatMap(this::looking)
                .findAny()
                .isPresent();
    }

    /// The first rule that matches, but for those that only log.
    private Optional<Rule> firstMatch(List<Rule> among) {
        return among.stream()
                .filter(rule -> rule.action() != Action.LOG && rules.matches(rule))
                .findFirst();
    }

    private Side side(Verdict verdict, Stage stage, Decider decider) {
        return new Side(direction, ruleSet.endpoint(), verdict, stage, decider, UNTRACED);
    }
}
