package io.margay.cli.probe;

import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Probe;

/// Whoever answers probes about one cluster.
@FunctionalInterface
public interface Judge {
    /// The answer to one.
    Answer judge(Probe probe);
}
