package io.margay.actors.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.count.EngineCounts.Done;
import io.margay.actors.count.EngineCounts.Held;
import io.margay.actors.count.EngineCounts.Said;
import io.margay.model.resource.Kind;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EngineCountsTest {
    /// Enough for the first versions to be forgotten.
    private static final int MANY = 10_000;

    private final AtomicLong time = new AtomicLong(1);
    private final EngineCounts counts = new EngineCounts(time::get);

    @Test
    void whatIsCountedIsRead() {
        counts.upserted(Kind.POD);
        counts.upserted(Kind.POD);
        counts.deleted(Kind.TIER);
        time.set(5);
        counts.did(Step.VERSION, 2);
        assertThat(counts.said())
                .hasSize(Kind.values().length)
                .containsEntry(Kind.POD, new Said(2, 0))
                .containsEntry(Kind.TIER, new Said(0, 1));
        assertThat(counts.done())
                .hasSize(Step.values().length)
                .containsEntry(Step.VERSION, new Done(1, 3))
                .containsEntry(Step.HOSTS, new Done(0, 0));
    }

    @Test
    void itIsKnownWhenTheFirstChangeOfAVersionWasHeard() {
        counts.versionMade(1, 10);
        counts.versionMade(2, 20);
        assertThat(counts.heardAt(1)).isEqualTo(10);
        assertThat(counts.heardAt(2)).isEqualTo(20);
        assertThat(counts.heardAt(0)).as("not known").isZero();
        assertThat(counts.heardAt(3)).as("not made").isZero();
    }

    @Test
    void ofAVersionLongAgoTheOldestThatIsKnownCounts() {
        for (int version = 1; version <= MANY; version++) {
            counts.versionMade(version, version);
        }
        assertThat(counts.heardAt(1)).isBetween(2L, MANY - 1L).isEqualTo(counts.heardAt(2));
    }

    @Test
    void aMemberIsInSyncOnceItHasAVersionAndAwaitsNobody() {
        assertThat(counts.held().isInSync()).isFalse();
        counts.holds(new Held(1, 1, 0, 0));
        assertThat(counts.held().isInSync()).isFalse();
        counts.holds(new Held(1, 0, 0, 0));
        assertThat(counts.held().isInSync()).isTrue();
    }

    @Test
    void aWaitIsHowLongTheAnswerTookOrIsAwaited() {
        var wait = counts.sessions;
        assertThat(wait.begins(2)).isTrue();
        assertThat(wait.begins(2)).as("it is under way").isFalse();
        time.set(4);
        assertThat(wait.read()).isEqualTo(3);
        wait.answered();
        time.set(6);
        wait.answered();
        time.set(100);
        assertThat(wait.read()).isEqualTo(5);
        assertThat(wait.begins(1)).isTrue();
        time.set(103);
        assertThat(wait.read()).as("the last one, until this one takes longer").isEqualTo(5);
        time.set(110);
        assertThat(wait.read()).isEqualTo(10);
    }
}
