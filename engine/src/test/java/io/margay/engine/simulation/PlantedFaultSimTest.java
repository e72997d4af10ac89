package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fault that the simulation does not find is one that the engine may have. Ends that are lost: see
/// [ReusedAddressSimTest].
final class PlantedFaultSimTest {
    private static final int SEEDS = InvariantSimTest.SEEDS;

    @ParameterizedTest
    @EnumSource(
            value = Planted.Fault.class,
            names = {"NONE", "LOST_END"},
            mode = EnumSource.Mode.EXCLUDE)
    void isFoundWithinTheDefaultSeeds(Planted.Fault fault) {
        long seed = 1;
        while (seed <= SEEDS && passes(seed, fault)) {
            seed++;
        }
        assertThat(seed).as("seed that finds it").isLessThanOrEqualTo(SEEDS);
        assertThat(passes(seed, Planted.Fault.NONE)).as("without it").isTrue();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the engine or the judge fails with
    private static boolean passes(long seed, Planted.Fault fault) {
        try {
            Schedule.run(Seeded.random(seed), fault);
            return true;
        } catch (Exception | AssertionError _) {
            return false;
        }
    }
}
