package io.margay.load.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final ChaosPlan.Victims VICTIMS = new ChaosPlan.Victims(3, 20, true);

    @Test
    void aSeedMeansTheSame() {
        assertThat(ChaosPlan.of(7, VICTIMS, RUN)).isEqualTo(ChaosPlan.of(7, VICTIMS, RUN));
        assertThat(ChaosPlan.of(7, VICTIMS, RUN)).isNotEqualTo(ChaosPlan.of(8, VICTIMS, RUN));
    }

    @Test
    void oneMemberAtATimeAndCalmInTheEnd() {
        for (int seed = 0; seed < 200; seed++) {
            var blows = ChaosPlan.of(seed, VICTIMS, RUN).blows();
            assertThat(blows)
                    .as("seed %s", seed)
                    .isNotEmpty()
                    .allSatisfy(blow -> assertThat(blow.end()).isLessThanOrEqualTo(Duration.ofSeconds(96)));
            var last = Duration.ZERO;
            for (var blow : blows.stream().filter(it -> !it.kind().isOfHost()).toList()) {
                assertThat(blow.at()).as("seed %s", seed).isGreaterThan(last);
                last = blow.end();
            }
        }
    }

    @Test
    void eachKindComes() {
        var kinds = ChaosPlan.of(1, VICTIMS, Duration.ofMinutes(20)).blows().stream()
                .map(Blow::kind)
                .distinct()
                .toList();
        assertThat(kinds).containsExactlyInAnyOrder(Blow.Kind.values());
    }
}
