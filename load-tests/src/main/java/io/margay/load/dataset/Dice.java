package io.margay.load.dataset;

import java.util.List;
import java.util.Random;

/// Chance, from a seed. `Random` is specified to the bit, so that a seed means the same on every JDK.
final class Dice {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /// 0 to `bound - 1`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// 0 to below 1.
    double share() {
        return random.nextDouble();
    }

    /// From a bell curve around 0.
    double bell() {
        return random.nextGaussian();
    }

    /// Whether something happens that does so this often.
    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    String pick(String... words) {
        return words[below(words.length)];
    }

    /// A word of letters and digits that no name refuses.
    String word(int length) {
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(below(LETTERS.length())));
        }
        return word.toString();
    }

    /// A uid as Kubernetes gives them.
    String uid() {
        long high = random.nextLong();
        long low = random.nextLong();
        return "%08x-%04x-4%03x-a%03x-%012x"
                .formatted(high >>> 32, high >>> 16 & 0xffff, high & 0xfff, low >>> 52, low & 0xffff_ffff_ffffL);
    }
}
