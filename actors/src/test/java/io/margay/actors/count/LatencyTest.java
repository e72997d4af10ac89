package io.margay.actors.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatencyTest {
    private final Latency latency = new Latency();

    @Test
    void eachTimeIsInTheBucketWhoseBoundItDoesNotPass() {
        latency.took(Duration.ofMillis(1).toNanos());
        latency.took(Duration.ofMillis(1).toNanos() + 1);
        latency.took(Duration.ofMinutes(5).toNanos());
        latency.took(Duration.ofMinutes(6).toNanos());
        var read = latency.read();
        assertThat(read.counts()).hasSize(Latency.bounds().size() + 1);
        assertThat(read.counts().getFirst()).isEqualTo(1);
        assertThat(read.counts().get(1)).isEqualTo(1);
        assertThat(read.counts()
                        .subList(Latency.bounds().size() - 1, Latency.bounds().size() + 1))
                .containsExactly(1L, 1L);
        assertThat(read.count()).isEqualTo(4);
        assertThat(read.seconds()).isBetween(660.0, 661.0);
    }

    @Test
    void boundsGrow() {
        assertThat(Latency.bounds()).isSorted().doesNotHaveDuplicates().first().isEqualTo(0.001);
    }
}
