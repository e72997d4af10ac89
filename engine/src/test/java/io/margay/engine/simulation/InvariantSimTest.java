package io.margay.engine.simulation;

import io.margay.engine.Seeded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What must always hold, see [Judge] and [HostModel], whatever befalls several shards, their nodes and hosts.
final class InvariantSimTest {
    static final int SEEDS = 2_000;

    @Test
    void whatMustAlwaysHoldHolds() {
        Seeded.run(SEEDS, random -> Schedule.run(random, Planted.Fault.NONE));
    }

    @Test
    @Tag("slow")
    void whatMustAlwaysHoldHoldsOnManyPaths() {
        Seeded.run(100_000, random -> Schedule.run(random, Planted.Fault.NONE));
    }
}
