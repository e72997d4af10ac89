package io.margay.engine.simulation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a random test once for each seed, and says which seed failed.
public final class Seeded {
    /// What is run with a seed's random numbers.
    public interface Body {
        void run(RandomGenerator random);
    }

    private Seeded() {}

    /// Seeds 1 to `runs`.
    public static void run(int runs, Body body) {
        for (long seed = 1; seed <= runs; seed++) {
            try {
                body.run(random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /// The random numbers of a seed.
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
