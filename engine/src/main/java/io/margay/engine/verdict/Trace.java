package io.margay.engine.verdict;

import java.util.List;

/// All that was looked at on one side, in order, the last step being what decided.
public record Trace(List<Step> steps) {
    public Trace {
        steps = List.copyOf(steps);
    }

    /// The same in words for people, a line a step.
    public List<Line> lines() {
        return steps.stream().map(StepWords::of).toList();
    }
}
