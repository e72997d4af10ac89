package io.margay.cli.bench;

import io.margay.load.bench.ClassFigures;
import io.margay.load.bench.Cost;
import io.margay.load.bench.FirstSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What was measured of some updates.
///
/// @param batch how many were applied as one
/// @param rate how many a second, measured as a whole; 0: batch by batch
/// @param flushInterval of the engine, which is part of each wall time
/// @param costs batch by batch
/// @param background what was used besides
/// @param verified whether all nodes then held what a fresh engine gives them; empty: not looked at
public record UpdateReport(
        int batch,
        int rate,
        Duration flushInterval,
        FirstSnapshots first,
        List<Cost> costs,
        Background background,
        Optional<Boolean> verified) {
    public UpdateReport {
        costs = List.copyOf(costs);
    }

    /// The same, with whether the end is right.
    UpdateReport verified(boolean same) {
        return new UpdateReport(batch, rate, flushInterval, first, costs, background, Optional.of(same));
    }

    /// The figures by class of change.
    List<ClassFigures> classes() {
        return ClassFigures.of(costs);
    }
}
