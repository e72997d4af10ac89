package io.margay.cli.explain;

import io.margay.engine.verdict.Step.RuleLooked;
import io.margay.model.resource.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// One rule as its user wrote it, which may have become several that were looked at one after the other.
final class RuleGroup {
    private static final int MOST_REASONS = 3;

    private final RuleLooked first;
    private final List<RuleLooked> looked = new ArrayList<>();

    RuleGroup(RuleLooked first) {
        this.first = first;
        looked.add(first);
    }

    /// Whether a step is about this same rule; then it is taken in.
    boolean takes(RuleLooked next) {
        var same = next.owner().equals(first.owner())
                && next.rule().index() == first.rule().index();
        if (same) {
            looked.add(next);
        }
        return same;
    }

    /// The rule, such as `✗ rule 2 (line 31) Allow: port 6379 is not 8080`.
    void print(Page page, String indent) {
        var rule = first.rule();
        var line = rule.where().line() == 0 ? "" : " (line " + rule.where().line() + ")";
        var goesOn = matched() && rule.action() == Action.LOG ? ", and goes on" : "";
        var head = indent + (matched() ? "✓ " : "✗ ") + "rule " + rule.index() + line + " "
                + rule.action().word() + goesOn;
        page.wrapped(head + ": ", words());
    }

    private boolean matched() {
        return looked.stream().anyMatch(RuleLooked::matched);
    }

    private String words() {
        return matched() ? whyMatched() : whyNot();
    }

    private String whyMatched() {
        var reasons =
                looked.stream().filter(RuleLooked::matched).toList().getLast().reasons();
        return reasons.isEmpty()
                ? "matches everything"
                : String.join(", ", reasons.stream().map(Words::plain).toList());
    }

    /// The first reason of each form that the rule took, without what is said twice. Forms for another protocol are
    /// of no interest beside one for the packet's.
    private String whyNot() {
        SequencedSet<String> reasons = new LinkedHashSet<>();
        for (var step : looked) {
            reasons.add(
                    step.reasons().isEmpty()
                            ? "does not match"
                            : Words.plain(step.reasons().getLast()));
        }
        if (reasons.stream().anyMatch(reason -> !isProtocol(reason))) {
            reasons.removeIf(RuleGroup::isProtocol);
        }
        var shown = String.join("; ", reasons.stream().limit(MOST_REASONS).toList());
        return reasons.size() <= MOST_REASONS ? shown : shown + "; and " + (reasons.size() - MOST_REASONS) + " more";
    }

    private static boolean isProtocol(String reason) {
        return reason.startsWith("protocol ");
    }
}
