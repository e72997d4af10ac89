package io.margay.load.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.host.Mark;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackTest {
    private static final int JOINED = Mark.Kind.JOINED.bit();
    private static final int ENDPOINT = Mark.Kind.ENDPOINT.bit();
    private static final long MILLI = 1_000_000;

    /// Host 1 sees an address come; host 3 that and an endpoint; host 2 is told something else.
    private final Expected expected =
            new Expected(List.of(), new int[] {0, JOINED, 0, JOINED | ENDPOINT}, hosts(1, 2, 3));

    private final Track track = new Track(expected, MILLI);

    @Test
    void aHostHasAChangeOnceItWasToldAllOfIt() {
        assertThat(track.told(1, JOINED, 3 * MILLI)).isFalse();
        assertThat(track.told(3, JOINED, 3 * MILLI)).isFalse();
        assertThat(track.micros()).containsExactly(2_000, Track.UNSEEN);
        assertThat(track.unseen()).isEqualTo(1);
        assertThat(track.told(3, ENDPOINT, 5 * MILLI)).isTrue();
        assertThat(track.micros()).containsExactly(2_000, 4_000);
    }

    @Test
    void whatComesAgainChangesNothing() {
        assertThat(track.told(1, JOINED, 3 * MILLI)).isFalse();
        assertThat(track.told(1, JOINED, 9 * MILLI)).isFalse();
        assertThat(track.micros()).containsExactly(2_000, Track.UNSEEN);
    }

    @Test
    void whoIsNotAffectedDoesNotCount() {
        assertThat(track.told(2, JOINED, 3 * MILLI)).isFalse();
        assertThat(track.told(7, JOINED, 3 * MILLI)).isFalse();
        assertThat(expected.count()).isEqualTo(2);
        assertThat(expected.unmarked()).isEqualTo(1);
    }

    private static BitSet hosts(int... numbers) {
        var hosts = new BitSet();
        for (int number : numbers) {
            hosts.set(number);
        }
        return hosts;
    }
}
