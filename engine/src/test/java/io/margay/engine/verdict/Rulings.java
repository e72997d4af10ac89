package io.margay.engine.verdict;

import io.margay.engine.bruteforce.Ruling;
import io.margay.engine.bruteforce.Ruling.ByFailsafe;
import io.margay.engine.bruteforce.Ruling.ByNothing;
import io.margay.engine.bruteforce.Ruling.ByProfile;
import io.margay.engine.bruteforce.Ruling.ByRule;
import io.margay.engine.bruteforce.Ruling.ByTier;
import io.margay.engine.bruteforce.Ruling.Cause;
import io.margay.engine.bruteforce.Ruling.OneSide;
import io.margay.engine.verdict.Decider.FailsafePort;
import io.margay.engine.verdict.Decider.NoProfile;
import io.margay.engine.verdict.Decider.PolicyRule;
import io.margay.engine.verdict.Decider.ProfileRule;
import io.margay.engine.verdict.Decider.TierDefault;
import org.jspecify.annotations.Nullable;

/// The Evaluator's answers in the words of the judge, so that the two can be compared.
public final class Rulings {
    private Rulings() {}

    /// What an answer says, without the trace and the warnings.
    public static Ruling of(Answer answer) {
        return switch (answer) {
            case Answer.Judged(var verdict, var egress, var ingress, var ownHost, var _) ->
                new Ruling.Judged(verdict, side(egress), side(ingress), ownHost);
            case Answer.Unanswerable _ -> new Ruling.Unanswerable();
        };
    }

    private static @Nullable OneSide side(@Nullable Side side) {
        return side == null ? null : new OneSide(side.endpoint(), side.verdict(), side.stage(), cause(side.decider()));
    }

    private static Cause cause(Decider decider) {
        return switch (decider) {
            case PolicyRule(var tier, var policy, var rule) -> new ByRule(tier, policy, rule.index());
            case TierDefault(var tier) -> new ByTier(tier);
            case ProfileRule(var profile, var rule, var noPolicy) -> new ByProfile(profile, rule.index(), noPolicy);
            case NoProfile() -> new ByNothing();
            case FailsafePort(var failsafe) -> new ByFailsafe(failsafe.protocol(), failsafe.port());
        };
    }
}
