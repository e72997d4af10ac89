package io.margay.actors.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

final class CatalogSequencerActorTest {
    @Test
    void everyEpochIsHigherThanAllBefore() {
        var sequencer = BehaviorTestKit.create(CatalogSequencer.create(41));
        TestInbox<CatalogSequencer.Epoch> asker = TestInbox.create();
        sequencer.run(new CatalogSequencer.GetEpoch(asker.getRef()));
        sequencer.run(new CatalogSequencer.GetEpoch(asker.getRef()));
        assertThat(asker.getAllReceived())
                .containsExactly(new CatalogSequencer.Epoch(42), new CatalogSequencer.Epoch(43));
    }
}
