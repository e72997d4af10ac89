package io.margay.cli.demo;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.agent.EndpointPage;
import io.margay.cli.explain.Explanation;
import io.margay.cli.probe.JsonText;
import io.margay.cli.probe.SideWords;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Side;
import io.margay.model.parse.Value;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One packet that is denied: why, and which rule of a kernel counted it.
record Denial(Demo demo, Stage stage, Agents agents) {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /// A packet, and what is said of it.
    private record Denied(Question question, Answer.Judged answer) {
        /// The side that drops it: it comes by the sender's first.
        Side side() {
            return Stream.of(answer.egress(), answer.ingress())
                    .filter(Objects::nonNull)
                    .filter(side -> side.verdict() == Verdict.DENY)
                    .findFirst()
                    .orElseThrow();
        }

        /// Whether a rule that somebody wrote denies it, which says more than the end of a tier does.
        boolean isByRule() {
            return side().decider() instanceof Decider.PolicyRule;
        }

        /// Whether the receiver listens there.
        boolean isToOwnPort() {
            return question.receiver().ports().stream()
                    .anyMatch(port -> port.port() == question.service().port());
        }

        String node() {
            return side().direction() == Direction.EGRESS
                    ? question.sender().node()
                    : question.receiver().node();
        }
    }

    /// Sends it, and shows both; whether the rule that the Evaluator names is the one that counted it. True where
    /// everything is allowed.
    boolean show() {
        var denied = find();
        if (denied.isEmpty()) {
            demo.say("no packet is denied");
            return true;
        }
        return show(denied.get());
    }

    private Optional<Denied> find() {
        var evaluator = Evaluator.of(demo.resources());
        return Question.all(demo.scene()).stream()
                .map(question -> new Denied(question, question.judged(evaluator)))
                .filter(denied -> denied.answer.verdict() == Verdict.DENY)
                .max(Comparator.comparing(Denied::isByRule).thenComparing(Denied::isToOwnPort));
    }

    private boolean show(Denied denied) {
        var out = demo.out();
        out.println();
        Explanation.of(denied.question.probe(), denied.answer).forEach(out::println);
        long before = packets(denied);
        var seen = new Outcome(
                denied.question, false, stage.ask(denied.question, PATIENCE).join());
        long after = packets(denied);
        boolean isRight = seen.isRight() && after > before;
        out.println("the kernel of " + denied.node() + ", at what denies it in " + SideWords.of(denied.side()) + ": "
                + before + " packets before one was sent, " + after + " after" + (isRight ? "" : ", WRONG"));
        out.flush();
        return isRight;
    }

    private long packets(Denied denied) {
        var side = denied.side();
        var direction = side.direction() == Direction.EGRESS ? "egress" : "ingress";
        var shown = agents.of(denied.node())
                .ask(new AgentQuestion.Show(side.endpoint().path()));
        return EndpointPage.rows(shown, direction).stream()
                .filter(row -> isOf(row, side.decider()))
                .map(row -> text(row, "packets"))
                .filter(packets -> !packets.isEmpty())
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static boolean isOf(Value.Mapping row, Decider decider) {
        return switch (decider) {
            case Decider.PolicyRule(var _, var policy, var rule) ->
                text(row, "policy").equals(policy.ref()) && text(row, "rule").equals(String.valueOf(rule.index()));
            case Decider.TierDefault(var tier) ->
                text(row, "tier").equals(tier) && text(row, "rule").equals("end of tier");
            case Decider.ProfileRule(var profile, var _, var _) ->
                text(row, "policy").equals("Profile/" + profile);
            case Decider.NoProfile() -> text(row, "rule").equals("nothing allows it");
            case Decider.FailsafePort _ -> false;
        };
    }

    private static String text(Value.Mapping row, String column) {
        var value = row.fields().get(column);
        return value == null ? "" : JsonText.plain(value);
    }
}
