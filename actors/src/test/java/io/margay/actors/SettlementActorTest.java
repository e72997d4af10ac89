package io.margay.actors;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SettlementActorTest {
    private static final Duration SOON = Duration.ofMillis(50);

    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void itEndsWhenNobodyWaitsForItsAnswerAnyMore() {
        var source = KIT.createTestProbe(SourceActor.Command.class);
        var identities = KIT.createTestProbe(IdentityReplica.Command.class);
        var asking = KIT.createTestProbe(Settlement.Settled.class);
        var settlement =
                KIT.spawn(Settlement.create(source.ref(), identities.ref(), new Settlement.Asked(SOON, asking.ref())));
        source.expectMessageClass(SourceActor.GetExtent.class);
        source.expectTerminated(settlement);
        asking.expectNoMessage(Duration.ZERO);
    }
}
