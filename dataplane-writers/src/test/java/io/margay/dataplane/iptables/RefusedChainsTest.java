package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedChainsTest {
    private static final Chain CHAIN =
            Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j ACCEPT"))).of("a");
    private static final Chain OTHER = Chain.of("mgy-b", List.of());

    private final RefusedChains refused = new RefusedChains();
    private Instant now = Instant.EPOCH;

    @Test
    void itWaitsTwiceAsLongEachTimeUpToFiveMinutes() {
        for (int seconds : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300)) {
            refused.refuse(CHAIN, "why", now);
            assertThat(refused.inForce(List.of(CHAIN, OTHER), now)).containsExactly(CHAIN.closed(), OTHER);
            now = now.plusSeconds(seconds);
            assertThat(refused.isAnyDue(now)).isFalse();
            now = now.plusMillis(1);
            assertThat(refused.isAnyDue(now)).isTrue();
            assertThat(refused.inForce(List.of(CHAIN, OTHER), now)).containsExactly(CHAIN, OTHER);
        }
        assertThat(refused.failing(Chain::whose)).singleElement().satisfies(failing -> {
            assertThat(failing.what()).isEqualTo("a");
            assertThat(failing.since()).isEqualTo(Instant.EPOCH);
        });
        refused.written(now);
        assertThat(refused.failing(Chain::whose)).isEmpty();
    }

    @Test
    void anotherChainOfTheNameIsTriedAtOnce() {
        refused.refuse(CHAIN, "why", now);
        var changed =
                Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j DROP"))).of("a");
        refused.keep(List.of(changed));
        assertThat(refused.inForce(List.of(changed), now)).containsExactly(changed);
        assertThat(refused.failing(Chain::whose)).isEmpty();
    }

    @Test
    void whatIsInDoubtIsTriedAtTheNextOccasion() {
        refused.doubt(CHAIN, "why", now);
        assertThat(refused.inForce(List.of(CHAIN), now)).containsExactly(CHAIN.closed());
        refused.written(now);
        assertThat(refused.isAnyDue(now.plus(Duration.ofNanos(1)))).isTrue();
    }
}
