package io.margay.model;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Runs a property on many random inputs, each from a seed of its own, and names the seed that fails.
public final class Seeded {
    private Seeded() {}

    /// Runs `property` with the seeds 0 to `times - 1`.
    public static void run(int times, Consumer<RandomGenerator> property) {
        for (long seed = 0; seed < times; seed++) {
            replay(seed, property);
        }
    }

    /// Runs `property` with one seed: to look at a failure that `run` named.
    public static void replay(long seed, Consumer<RandomGenerator> property) {
        try {
            property.accept(new SplittableRandom(seed));
        } catch (RuntimeException | Error e) {
            throw new AssertionError("failed with seed " + seed + ": " + e, e);
        }
    }
}
