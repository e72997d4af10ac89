package io.margay.actors;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SettlementActorTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(7);

    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());

    private final ManualTime time = ManualTime.get(KIT.system());

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void whatIsNotAnsweredIsAskedAgain() {
        var source = KIT.createTestProbe(SourceActor.Command.class);
        var identities = KIT.createTestProbe(IdentityReplica.Command.class);
        var asking = KIT.createTestProbe(Settlement.Settled.class);
        var asked = new Settlement.Asked(Duration.ofSeconds(60), asking.ref());
        var settlement = KIT.spawn(Settlement.create(source.ref(), identities.ref(), asked));
        source.expectMessageClass(SourceActor.GetExtent.class);
        time.timePasses(SILENCE);
        var again = source.expectMessageClass(SourceActor.GetExtent.class);
        again.replyTo().tell(new SourceActor.Extent(1, List.of("n1")));
        identities.expectMessageClass(IdentityReplica.GetSettled.class);
        time.timePasses(SILENCE);
        source.expectMessageClass(SourceActor.GetExtent.class);
        KIT.stop(settlement);
    }

    @Test
    void itEndsWhenNobodyWaitsForItsAnswerAnyMore() {
        var source = KIT.createTestProbe(SourceActor.Command.class);
        var identities = KIT.createTestProbe(IdentityReplica.Command.class);
        var asking = KIT.createTestProbe(Settlement.Settled.class);
        var settlement =
                KIT.spawn(Settlement.create(source.ref(), identities.ref(), new Settlement.Asked(SOON, asking.ref())));
        source.expectMessageClass(SourceActor.GetExtent.class);
        time.timePasses(SOON);
        source.expectTerminated(settlement);
        asking.expectNoMessage(Duration.ZERO);
    }
}
