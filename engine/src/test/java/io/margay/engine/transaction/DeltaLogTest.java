package io.margay.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.ruleset.SetId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class DeltaLogTest {
    @Test
    void whoIsBehindSeesAllThatWasTouchedSince() {
        var log = DeltaLog.EMPTY.with(touched("a")).with(touched("b")).with(touched("c"));
        assertThat(log.version()).isEqualTo(3);
        assertThat(log.since(3).isEmpty()).isTrue();
        assertThat(log.since(1).sets()).containsExactlyInAnyOrder(new SetId("b"), new SetId("c"));
    }

    @Test
    void whoIsTooFarBehindOrAheadLooksAtEverything() {
        var log = DeltaLog.EMPTY;
        for (int i = 0; i < 300; i++) {
            log = log.with(touched("a"));
        }
        assertThat(log.since(10).everything()).isTrue();
        assertThat(log.since(290).everything()).isFalse();
        assertThat(log.since(301).everything()).isTrue();
    }

    private static Touched touched(String set) {
        return new Touched(false, Set.of(new SetId(set)), new RoaringBitmap(), Set.of(), Set.of(), false);
    }
}
