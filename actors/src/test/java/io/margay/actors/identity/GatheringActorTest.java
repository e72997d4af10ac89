package io.margay.actors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.identity.IdentityReplica.Command;
import io.margay.engine.transaction.UsedSets;
import io.margay.model.update.Ints;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GatheringActorTest {
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Command CHANGED = new IdentityReplica.SourceBegan(1);
    private static final Command ASKED = new IdentityReplica.Used(new UsedSets("n", 1, 1, 1, Ints.NONE));

    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());

    private final ManualTime time = ManualTime.get(KIT.system());
    private final AtomicBoolean isNothingToTell = new AtomicBoolean();
    private final TestProbe<String> versions = KIT.createTestProbe(String.class);

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void longerWhereMoreHostsAreTold() {
        assertThat(Gathering.after(INTERVAL, 0)).isEqualTo(INTERVAL);
        assertThat(Gathering.after(INTERVAL, 249)).isEqualTo(INTERVAL);
        assertThat(Gathering.after(INTERVAL, 1_000)).isEqualTo(INTERVAL.multipliedBy(8));
        assertThat(Gathering.after(INTERVAL, 100_000)).isEqualTo(INTERVAL.multipliedBy(10));
    }

    @Test
    void whatComesAfterAQuietTimeIsToldAtOnceAndWhatComesSoonAfterIsGathered() {
        var replica = KIT.spawn(replica(1_000));
        isToldAtOnce(replica, CHANGED);
        replica.tell(CHANGED);
        replica.tell(CHANGED);
        nothingComes(replica, INTERVAL.multipliedBy(7));
        time.timePasses(INTERVAL);
        versions.expectMessage("version");
        time.timePasses(INTERVAL.multipliedBy(8));
        isToldAtOnce(replica, CHANGED);
    }

    @Test
    void whatANodeAsksForIsNotGatheredOnceAfterEachQuietTime() {
        var replica = KIT.spawn(replica(100));
        for (int i = 0; i < 3; i++) {
            isToldAtOnce(replica, CHANGED);
            isToldAtOnce(replica, ASKED);
            replica.tell(ASKED);
            nothingComes(replica, INTERVAL.minusMillis(1));
            time.timePasses(Duration.ofMillis(1));
            versions.expectMessage("version");
            replica.tell(ASKED);
            nothingComes(replica, INTERVAL.minusMillis(1));
            time.timePasses(Duration.ofMillis(1));
            versions.expectMessage("version");
            time.timePasses(INTERVAL);
        }
    }

    @Test
    void whatIsAskedForWaitsWithWhatIsGathered() {
        var replica = KIT.spawn(replica(100));
        isToldAtOnce(replica, CHANGED);
        replica.tell(CHANGED);
        replica.tell(ASKED);
        nothingComes(replica, INTERVAL.minusMillis(1));
        time.timePasses(Duration.ofMillis(1));
        versions.expectMessage("version");
    }

    @Test
    void whatChangesNothingEndsNoQuietTime() {
        var replica = KIT.spawn(replica(100));
        isToldAtOnce(replica, CHANGED);
        isToldAtOnce(replica, ASKED);
        isNothingToTell.set(true);
        replica.tell(CHANGED);
        nothingComes(replica, INTERVAL);
        isNothingToTell.set(false);
        isToldAtOnce(replica, CHANGED);
        isToldAtOnce(replica, ASKED);
    }

    @Test
    void aFlushThatComesLateTellsNothingEarly() {
        TestProbe<Command> self = KIT.createTestProbe(Command.class);
        Gathering.Timer timer = (_, then) -> then.run();
        var gathering = new Gathering(self.ref(), timer, INTERVAL);
        gathering.changed();
        assertThat(gathering.isDue(flush(self))).isTrue();
        gathering.made(100);
        var over = flush(self);
        gathering.asked();
        var urgent = flush(self);
        assertThat(gathering.isDue(over)).isTrue();
        gathering.made(100);
        gathering.changed();
        assertThat(gathering.isDue(urgent)).isFalse();
        assertThat(gathering.isDue(flush(self))).isTrue();
    }

    private static IdentityReplica.Flush flush(TestProbe<Command> self) {
        return self.expectMessageClass(IdentityReplica.Flush.class);
    }

    private void isToldAtOnce(ActorRef<Command> replica, Command message) {
        replica.tell(message);
        versions.expectMessage("version");
    }

    private void nothingComes(ActorRef<Command> replica, Duration time) {
        heard(replica);
        this.time.timePasses(time);
        heard(replica);
        versions.expectNoMessage(Duration.ZERO);
    }

    /// Waits until all that was said is heard, twice: what is heard may say more.
    private static void heard(ActorRef<Command> replica) {
        TestProbe<IdentityReplica.HighestEpoch> answers = KIT.createTestProbe(IdentityReplica.HighestEpoch.class);
        for (int i = 0; i < 2; i++) {
            replica.tell(new IdentityReplica.GetHighestEpoch(answers.ref()));
            answers.expectMessageClass(IdentityReplica.HighestEpoch.class);
        }
    }

    /// Says each version that it makes.
    ///
    /// @param told how many hosts each is told to
    private Behavior<Command> replica(int told) {
        return Behaviors.setup(context -> {
            Gathering.Timer timer = (after, then) ->
                    context.getSystem().scheduler().scheduleOnce(after, then, context.getExecutionContext());
            var gathering = new Gathering(context.getSelf(), timer, INTERVAL);
            return Behaviors.receiveMessage(message -> {
                hear(message, gathering, told);
                return Behaviors.same();
            });
        });
    }

    private void hear(Command message, Gathering gathering, int told) {
        switch (message) {
            case IdentityReplica.Used _ -> gathering.asked();
            case IdentityReplica.Flush it -> flush(it, gathering, told);
            case IdentityReplica.GetHighestEpoch(var replyTo) -> replyTo.tell(new IdentityReplica.HighestEpoch(0));
            default -> gathering.changed();
        }
    }

    private void flush(IdentityReplica.Flush it, Gathering gathering, int told) {
        if (!gathering.isDue(it)) {
            return;
        }
        if (isNothingToTell.get()) {
            gathering.madeNone();
        } else {
            gathering.made(told);
            versions.ref().tell("version");
        }
    }
}
