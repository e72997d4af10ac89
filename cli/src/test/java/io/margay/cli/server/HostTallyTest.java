package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.server.HostTally.How;
import io.margay.wire.FromHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HostTallyTest {
    private static final Duration LAGGING_AFTER = Duration.ofSeconds(10);
    private static final Instant SOME_TIME = Instant.EPOCH;

    /// A stream on which nothing was told.
    private record Quiet(Unanswered unanswered) implements HostRoll.Stream {
        private Quiet() {
            this(new Unanswered());
        }

        @Override
        public void end(String why) {}

        @Override
        public int waiting() {
            return 2;
        }
    }

    @Test
    void theFirstThatIsSoCounts() {
        var slow = new Quiet();
        slow.unanswered().told(1);
        var seen = Map.of(
                "well", seen(new Quiet(), "", standing(0, 0, false)),
                "silent", seen(new Quiet(), "", null),
                "slow", seen(slow, "", standing(0, 1, true)),
                "failing", seen(slow, "", standing(3, 0, false)),
                "failed", seen(new Quiet(), "no room", null),
                "released", seen(new Quiet(), "", standing(0, 0, true)),
                "away", seen(null, "no room", standing(0, 0, true)),
                "moved", seen(null, "", null));
        var later = slow.unanswered().since().orElseThrow().plus(LAGGING_AFTER).plusMillis(1);
        var tally = HostTally.of(seen, Set.of("well", "away", "never"), later.toEpochMilli(), LAGGING_AFTER);
        var counts = Arrays.stream(How.values()).collect(Collectors.toMap(How::word, tally::hosts));
        assertThat(counts).isEqualTo(Map.of("away", 2, "failing", 2, "lagging", 1, "released", 1, "connected", 2));
        assertThat(tally.unanswered()).isEqualTo(2);
        assertThat(tally.longestUnanswered()).isEqualTo(LAGGING_AFTER.toMillis() + 1);
        assertThat(tally.failing()).isEqualTo(3);
        assertThat(tally.released()).as("slow: an endpoint and the host").isEqualTo(4);
        assertThat(tally.waiting()).isEqualTo(12);
    }

    @Test
    void whoHasNotAnsweredForAWhileDoesNotLagYet() {
        var slow = new Quiet();
        slow.unanswered().told(1);
        long now = slow.unanswered().since().orElseThrow().plus(LAGGING_AFTER).toEpochMilli();
        var tally = HostTally.of(Map.of("n1", seen(slow, "", null)), Set.of(), now, LAGGING_AFTER);
        assertThat(tally.hosts(How.CONNECTED)).isEqualTo(1);
    }

    private static HostRoll.Seen seen(
            HostRoll.@Nullable Stream stream, String failed, FromHost.@Nullable Standing said) {
        return new HostRoll.Seen(new HostRoll.State(stream != null, SOME_TIME, 1, SOME_TIME, failed, said), stream);
    }

    private static FromHost.Standing standing(int failing, int released, boolean isReleased) {
        return new FromHost.Standing(
                1, 0, isReleased, new FromHost.Some<>(released, List.of()), new FromHost.Some<>(failing, List.of()), 0);
    }
}
