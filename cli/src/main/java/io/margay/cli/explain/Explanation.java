package io.margay.cli.explain;

import io.margay.cli.probe.SideWords;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Decider;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Side;
import io.margay.engine.verdict.Step;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells how a verdict came about.
public final class Explanation {
    private final Probe probe;
    private final Answer.Judged answer;
    private final Page page = new Page();

    private Explanation(Probe probe, Answer.Judged answer) {
        this.probe = probe;
        this.answer = answer;
    }

    /// The lines of the whole story; the last is the verdict.
    public static List<String> of(Probe probe, Answer.Judged answer) {
        return new Explanation(probe, answer).lines();
    }

    private List<String> lines() {
        page.line(packet());
        answer.warnings().forEach(warning -> page.wrapped("note: ", warning));
        for (var side : sides()) {
            page.line("");
            new SideText(side, page).print();
        }
        page.line("");
        advice();
        page.line(answer.verdict().word() + ": " + SideWords.where(answer));
        return page.lines();
    }

    private String packet() {
        return probe.transport() + ", from " + probe.from() + " to " + probe.to()
                + version().map(version -> ", over IPv" + version.number()).orElse("");
    }

    /// The version that was judged: the one asked for, else what the first rule was asked about.
    private Optional<IpVersion> version() {
        var judged = sides().stream()
                .flatMap(side -> side.trace().steps().stream())
                .flatMap(step -> step instanceof Step.RuleLooked rule
                        ? Stream.of(rule.traffic().version())
                        : Stream.of())
                .findFirst();
        return Optional.ofNullable(probe.ipVersion()).or(() -> judged);
    }

    private List<Side> sides() {
        return Stream.of(answer.egress(), answer.ingress())
                .filter(Objects::nonNull)
                .toList();
    }

    /// What is missing, where no rule says no but none says yes.
    private void advice() {
        for (var side : sides()) {
            if (side.verdict() == Verdict.DENY && side.decider() instanceof Decider.TierDefault(var tier)) {
                page.wrapped("missing: ", missing(side, tier));
            }
        }
    }

    private String missing(Side side, String tier) {
        var count = side.trace().steps().stream()
                .filter(step -> step instanceof Step.PolicyLooked(var policy)
                        && policy.tier().equals(tier))
                .count();
        var policies = count == 1 ? "the one policy" : "the " + count + " policies";
        var isEgress = side.direction() == Direction.EGRESS;
        return "no " + (isEgress ? "egress" : "ingress") + " rule of " + policies + " for " + SideWords.endpoint(side)
                + " in tier " + tier + " allows " + probe.transport()
                + (isEgress ? " to " + probe.to() : " from " + probe.from());
    }
}
