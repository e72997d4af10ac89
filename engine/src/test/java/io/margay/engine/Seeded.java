package io.margay.engine;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Runs a test once a seed, and says which seed failed and how to run that one again.
///
/// `-Dmargay.seed=N` runs seed N alone; `-Dmargay.seeds=N` runs the first N seeds instead of the default number.
public final class Seeded {
    /// The system property that names one seed.
    public static final String SEED = "margay.seed";

    /// The system property that says how many seeds.
    public static final String SEEDS = "margay.seeds";

    private Seeded() {}

    /// What is run with a seed. It must draw all its chance from the generator that it is given.
    @FunctionalInterface
    public interface Body {
        void run(RandomGenerator random) throws Exception;
    }

    /// What is run with a seed that it wants to know.
    @FunctionalInterface
    public interface SeedBody {
        void run(long seed, RandomGenerator random) throws Exception;
    }

    /// Runs the body for seeds 1 to `count`, each with a generator of its own, up to the first that fails.
    ///
    /// Errors: `AssertionError` that names the seed, with the failure as its cause.
    public static void run(int count, Body body) {
        run(count, (_, random) -> body.run(random));
    }

    /// The same, for a body that wants to know its seed.
    public static void run(int count, SeedBody body) {
        var only = Long.getLong(SEED);
        if (only != null) {
            runOne(only, body);
            return;
        }
        int seeds = Integer.getInteger(SEEDS, count);
        for (long seed = 1; seed <= seeds; seed++) {
            runOne(seed, body);
        }
    }

    /// The generator of a seed.
    public static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    private static void runOne(long seed, SeedBody body) {
        try {
            body.run(seed, random(seed));
        } catch (Exception | AssertionError | StackOverflowError failure) {
            throw new AssertionError(
                    "seed " + seed + " failed; -D" + SEED + "=" + seed + " repeats it alone: " + failure.getMessage(),
                    failure);
        }
    }
}
