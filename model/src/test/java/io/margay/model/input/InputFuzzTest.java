package io.margay.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.Seeded;
import io.margay.model.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever is written, reading it ends, and says something sensible.
class InputFuzzTest {
    private static final List<byte[]> SAMPLES = Samples.all();
    private static final String GRAMMAR = "{}[]:,\"'\n\n\n  -&*!|>#%@`\\ab01tn~\t.?";

    @Test
    void samplesHaveNoProblems() {
        for (var sample : SAMPLES) {
            var input = Parsing.parse(sample);

            assertThat(input.problems()).isEmpty();
            assertThat(input.resources()).isNotEmpty();
        }
    }

    @Test
    @Timeout(120)
    void randomBytesAreReadToTheirEnd() {
        Seeded.run(4_000, random -> check(randomBytes(random)));
    }

    @Test
    @Timeout(120)
    void mutantsAreReadToTheirEnd() {
        Seeded.run(16_000, random -> check(mutant(random)));
    }

    @Test
    @Tag("slow")
    @Timeout(3_600)
    void aMillionMutantsAreReadToTheirEnd() {
        for (var seed = 16_000L; seed < 1_016_000; seed++) {
            Seeded.replay(seed, random -> check(mutant(random)));
        }
    }

    private static byte[] randomBytes(RandomGenerator random) {
        var bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) GRAMMAR.charAt((bytes[i] & 0xff) % GRAMMAR.length());
            }
        }
        return bytes;
    }

    private static byte[] mutant(RandomGenerator random) {
        return Mutant.of(random, SAMPLES.get(random.nextInt(SAMPLES.size())));
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0xa8 || c == 0xa9;
    }

    private static void check(byte[] text) {
        var input = Parsing.parse(text);

        var lines = 1
                + new String(text, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(InputFuzzTest::isLineEnd)
                        .count();
        for (var problem : input.problems()) {
            assertThat(problem.where().line()).isBetween(0, (int) lines);
            assertThat(problem.what()).isNotEmpty().hasSizeLessThan(1_000).doesNotContain("\n");
        }
        for (var refused : input.refused()) {
            assertThat(input.problems()).containsAll(refused.problems());
            assertThat(refused.problems()).isNotEmpty();
        }
        assertThat(input.resources()).extracting(Resource::key).doesNotHaveDuplicates();
    }
}
