package io.margay.cli.probe;

import io.margay.engine.verdict.Probe;
import io.margay.model.parse.Value;
import io.margay.model.ruleset.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a probe in JSON turned out to be.
public sealed interface ParsedProbe {
    /// Its id as it was written, a text or a number; else where it stands.
    Value id();

    /// A question that can be asked.
    ///
    /// @param expect the verdict that its author expects; null where none is written
    /// @param unknown fields that mean nothing here
    record Good(Value id, Probe probe, @Nullable Verdict expect, List<String> unknown) implements ParsedProbe {
        public Good {
            unknown = List.copyOf(unknown);
        }
    }

    /// None.
    ///
    /// @param what everything that is wrong, in words
    record Bad(Value id, String what) implements ParsedProbe {}
}
