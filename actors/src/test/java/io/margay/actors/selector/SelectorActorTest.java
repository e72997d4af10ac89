package io.margay.actors.selector;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.SharedSet;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class SelectorActorTest {
    @Test
    void itSaysWhatItsSetMeansAndHowOftenThatChanged() {
        var actor = BehaviorTestKit.create(SelectorActor.create());
        TestInbox<SelectorActor.Report> asker = TestInbox.create();
        actor.run(new SelectorActor.GetReport(asker.getRef()));
        assertThat(asker.hasMessages()).isFalse();
        actor.run(new SelectorActor.MeaningChanged(set(), 2, 1));
        var now = set(4);
        actor.run(new SelectorActor.MeaningChanged(now, 5, 3));
        actor.run(new SelectorActor.GetReport(asker.getRef()));
        assertThat(asker.receiveMessage()).isEqualTo(new SelectorActor.Report(now, 5, 1, 3));
    }

    private static SharedSet set(int... identities) {
        var meaning = new Meaning.Identities(RoaringBitmap.bitmapOf(identities));
        var set = new ServicePorts("shop", "web");
        var part = new Part.SetContents(1, set, meaning.numbers(), List.of());
        return new SharedSet(1, set, meaning, identities.length, Shared.of(part));
    }
}
