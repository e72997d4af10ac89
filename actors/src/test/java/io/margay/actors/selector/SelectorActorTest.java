package io.margay.actors.selector;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.margay.engine.transaction.Meaning;
import io.margay.engine.transaction.NamedSet;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.SetId;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class SelectorActorTest {
    @Test
    void itSaysWhatItsSetMeansAndHowOftenThatChanged() {
        var set = new NamedSet(new SetId("svc:x"), new ServicePorts("shop", "web"));
        var actor = BehaviorTestKit.create(SelectorActor.create(set));
        TestInbox<SelectorActor.Report> asker = TestInbox.create();
        var meaning = new Meaning.Identities(RoaringBitmap.bitmapOf(4));
        actor.run(new SelectorActor.MeaningChanged(Meaning.nothing(), 2, 1));
        actor.run(new SelectorActor.MeaningChanged(meaning, 5, 3));
        actor.run(new SelectorActor.GetReport(asker.getRef()));
        assertThat(asker.receiveMessage()).isEqualTo(new SelectorActor.Report(set, meaning, 5, 1, 3));
    }
}
