package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(10);

    private final Backoff backoff = new Backoff(LEAST, MOST, new Random(3));

    @Test
    void eachTimeIsTwiceAsLongUpToTheBoundAndSpreadOverItsHalf() {
        for (long whole : new long[] {1, 2, 4, 8, 10, 10, 10}) {
            assertThat(backoff.next()).isBetween(Duration.ofSeconds(whole).dividedBy(2), Duration.ofSeconds(whole));
        }
    }

    @Test
    void afterSuccessTheNextIsTheFirst() {
        var seen = new HashSet<Duration>();
        for (int i = 0; i < 100; i++) {
            backoff.reset();
            var next = backoff.next();
            assertThat(next).isBetween(LEAST.dividedBy(2), LEAST);
            seen.add(next);
        }
        assertThat(seen).hasSizeGreaterThan(90);
    }
}
