package io.margay.engine.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Choices by chance.
record Dice(RandomGenerator random) {
    private static final int PERCENT = 100;

    /// True so many times of a hundred.
    boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }

    /// From `least` to `most`.
    int number(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T pick(List<? extends T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }

    /// So many of them at most, each once, in any order.
    <T> List<T> some(int least, int most, List<? extends T> all) {
        var left = new ArrayList<T>(all);
        int count = Math.min(number(least, most), left.size());
        return Stream.generate(() -> left.remove(random.nextInt(left.size())))
                .limit(count)
                .toList();
    }

    /// From `least` to `most` new ones.
    <T> List<T> list(int least, int most, Supplier<T> one) {
        return Stream.generate(one).limit(number(least, most)).toList();
    }

    /// A list with something in it so many times of a hundred, else none.
    <T> List<T> listOrNone(int percent, Supplier<List<T>> list) {
        return chance(percent) ? list.get() : List.of();
    }

    /// Something so many times of a hundred, else null.
    <T> @Nullable T orNull(int percent, Supplier<T> one) {
        return chance(percent) ? one.get() : null;
    }
}
