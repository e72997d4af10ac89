package io.margay.cli.probe;

import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.Side;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers in the words of a sentence.
public final class SideWords {
    private SideWords() {}

    /// Each side that speaks for the verdict, and why: all sides for an allow, those that deny for a deny.
    public static String why(Answer.Judged answer) {
        var words = sides(answer).map(side -> of(side) + ": " + decision(side)).collect(Collectors.joining("; "));
        if (words.isEmpty()) {
            return answer.ownHost() ? "a host may always reach its own pods" : "no policy looks at it";
        }
        return words;
    }

    /// The sides that speak for the verdict, without their reasons.
    public static String where(Answer.Judged answer) {
        var sides = sides(answer).map(SideWords::of).collect(Collectors.joining(" and "));
        return sides.isEmpty() ? why(answer) : "at the " + sides;
    }

    private static Stream<Side> sides(Answer.Judged answer) {
        return Stream.of(answer.egress(), answer.ingress())
                .filter(Objects::nonNull)
                .filter(side -> side.verdict() == answer.verdict());
    }

    /// `egress of pod shop/web-0`.
    public static String of(Side side) {
        return (side.direction() == Direction.EGRESS ? "egress of " : "ingress of ") + endpoint(side);
    }

    /// `pod shop/web-0`.
    public static String endpoint(Side side) {
        var key = side.endpoint();
        var word = switch (key.kind()) {
            case POD -> "pod";
            case HOST_ENDPOINT -> "host endpoint";
            default -> key.kind().word();
        };
        return word + " " + key.path();
    }

    /// What decided, such as `rule 2 of NetworkPolicy shop/redis (p.yaml:14) denies it`.
    public static String decision(Side side) {
        var verb = side.verdict() == Verdict.ALLOW ? " allows it" : " denies it";
        return switch (side.decider()) {
            case Decider.PolicyRule(var _, var policy, var rule) -> {
                var place = rule.where().toString();
                yield "rule " + rule.index() + " of " + policy + (place.isEmpty() ? "" : " (" + place + ")") + verb;
            }
            case Decider.TierDefault(var tier) -> "no rule in tier " + tier + " matched, and its default" + verb;
            case Decider.ProfileRule(var profile, var _, var noPolicy) ->
                (noPolicy ? "no policy looks at it, and profile " : "no policy decided, and profile ") + profile + verb;
            case Decider.NoProfile() -> "no policy decided, and no profile allows it";
            case Decider.FailsafePort(var failsafe) -> "failsafe port " + failsafe + verb;
        };
    }
}
