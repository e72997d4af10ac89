package io.margay.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.CapturedLogEvent;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.margay.actors.FirstVersion;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.HostLinks;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.Offer;
import io.margay.model.update.Update;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

final class HostSessionsActorTest {
    private static final int MANY = 1_500;
    private static final long COUNTED = 1_024;

    private final TestInbox<IdentityReplica.Command> identities = TestInbox.create();
    private final List<String> woken = new ArrayList<>();
    private final List<Update> told = new ArrayList<>();
    private final Answers answers = new Answers();
    private final AtomicLong time = new AtomicLong(1);
    private final EngineCounts counts = new EngineCounts(time::get);
    private final BehaviorTestKit<HostSessions.Command> sessions = BehaviorTestKit.create(HostSessions.create(
            answers,
            () -> new HostLinks(new HostGroup(0, 1), 1),
            new HostSessions.Around(
                    identities.getRef(), new HostSessions.Places(true, (node, _) -> woken.add(node)), counts)));
    private final HostSession.Among among = new HostSession.Among(sessions.getRef(), answers, counts);
    private final ActorRef<HostAdvance> versions = ((IdentityReplica.LinksBegan) identities.receiveMessage()).links();

    @Test
    void aHostThatComesWakesItsNode() {
        var _ = connect(told);
        assertThat(woken).containsExactly("n1");
        assertThat(told).isEmpty();
    }

    @Test
    void aHostIsToldWhatItsNodeOffers() {
        var _ = connect(told);
        advance();
        assertThat(told).isEmpty();
        offer();
        assertThat(told).extracting(Update::revision).containsExactly(1L);
    }

    @Test
    void anOldStreamIsNotHeard() {
        var newer = new ArrayList<Update>();
        var old = connect(told);
        var _ = connect(newer);
        sessions.run(new HostSessions.Ended(old));
        advance();
        offer();
        assertThat(newer).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aReportIsPassedOnOnceTheHostEnforcesIt() {
        TestInbox<NodeReport> asker = TestInbox.create();
        var session = connect(told);
        advance();
        offer();
        sessions.run(new HostSessions.PassOn(new NodeReport("n1", 3, 1, 1, true, Needs.NOTHING), 1, asker.getRef()));
        assertThat(asker.hasMessages()).isFalse();
        session.enforced(1);
        sessions.runOne();
        assertThat(asker.receiveMessage().node()).isEqualTo("n1");
    }

    @Test
    void itIsAtRestOnceEachHostAnsweredWhatItsNodeOffersAtTheVersion() {
        TestInbox<HostSessions.AtRest> asker = TestInbox.create();
        var session = connect(told);
        askRest(asker);
        advance();
        assertThat(asker.hasMessages()).isFalse();
        offer();
        sessions.run(new HostSessions.Offered(new Offer("n2", 3, 1, 1, 1, Needs.NOTHING)));
        assertThat(asker.hasMessages()).isFalse();
        session.enforced(1);
        sessions.runOne();
        assertThat(asker.receiveMessage().version()).isEqualTo(1);
        askRest(asker);
        assertThat(asker.receiveMessage().version()).isEqualTo(1);
    }

    @Test
    void aHostThatGoesWithoutAnAnswerLeavesItAtRest() {
        TestInbox<HostSessions.AtRest> asker = TestInbox.create();
        var session = connect(told);
        advance();
        offer();
        sessions.run(new HostSessions.Offered(new Offer("n2", 3, 1, 1, 1, Needs.NOTHING)));
        askRest(asker);
        assertThat(asker.hasMessages()).isFalse();
        sessions.run(new HostSessions.Ended(session));
        assertThat(asker.receiveMessage().version()).isEqualTo(1);
    }

    @Test
    void aHostThatGotThereAfterItFailedIsHeardInThatOrder() {
        TestInbox<HostSessions.AtRest> asker = TestInbox.create();
        var session = connect(told);
        advance();
        offer();
        sessions.run(new HostSessions.Offered(new Offer("n2", 3, 1, 1, 1, Needs.NOTHING)));
        session.failed(1, "not yet");
        session.enforced(1);
        assertThat(told).hasSize(1);
        sessions.runOne();
        sessions.runOne();
        assertThat(told).extracting(Update::base).containsExactly(0L, 0L);
        session.enforced(2);
        sessions.runOne();
        askRest(asker);
        assertThat(asker.receiveMessage().version()).isEqualTo(1);
    }

    @Test
    void whatAStreamSaysBeforeItIsThereOrAfterItEndedChangesNothing() {
        var session = new HostSession("n1", 0, told::add, among);
        session.enforced(1);
        sessions.runOne();
        sessions.run(new HostSessions.Connected(session));
        advance();
        offer();
        sessions.run(new HostSessions.Ended(session));
        session.enforced(1);
        sessions.runOne();
        var _ = connect(told);
        assertThat(told).extracting(Update::base).containsExactly(0L, 0L);
    }

    @Test
    void aStreamThatTakesNothingIsEndedAndNoOther() {
        var broken = new HostSession(
                "n2",
                0,
                _ -> {
                    throw new IllegalStateException("the wire is cut");
                },
                among);
        sessions.run(new HostSessions.Connected(broken));
        var _ = connect(told);
        advance();
        sessions.run(new HostSessions.Offered(new Offer("n2", 3, 1, 1, 1, Needs.NOTHING)));
        sessions.runOne();
        assertThat(sessions.getAllLogEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.level()).isEqualTo(Level.ERROR));
        offer();
        assertThat(told).hasSize(1);
        TestInbox<NodeReport> asker = TestInbox.create();
        sessions.run(new HostSessions.PassOn(new NodeReport("n2", 3, 1, 1, true, Needs.NOTHING), 1, asker.getRef()));
        assertThat(asker.hasMessages())
                .as("nobody waits for a host that is gone")
                .isTrue();
    }

    @Test
    void fromTheFirstChangeUntilAHostEnforcesItIsCounted() {
        var session = connect(told);
        counts.versionMade(1, 2);
        advance();
        offer();
        assertThat(counts.enforced.read().count()).isZero();
        time.set(2 + Duration.ofMillis(30).toNanos());
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.enforced.read().count()).isEqualTo(1);
        assertThat(counts.enforced.read().seconds()).isEqualTo(0.03);
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.enforced.read().count()).as("once").isEqualTo(1);
    }

    @Test
    void aHostThatComesBackHasWaitedForNothing() {
        counts.versionMade(1, 2);
        advance();
        offer();
        time.set(Duration.ofHours(1).toNanos());
        var session = connect(told);
        assertThat(told).hasSize(1);
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.enforced.read().count()).isZero();
    }

    @Test
    void aHostThatFailedHasWaitedSinceTheChange() {
        var session = connect(told);
        counts.versionMade(1, 1);
        advance();
        offer();
        session.failed(1, "not yet");
        sessions.runOne();
        time.set(1 + Duration.ofSeconds(7).toNanos());
        session.enforced(1);
        sessions.runOne();
        session.enforced(2);
        sessions.runOne();
        assertThat(counts.enforced.read().seconds()).isEqualTo(7);
    }

    @Test
    void fromWhenANodeHeardOfAnEndpointUntilItsHostEnforcesItsRulesIsCounted() {
        var session = connect(told);
        advance();
        sessions.run(
                new HostSessions.Arrived("n1", List.of(1L, Duration.ofSeconds(1).toNanos())));
        offer();
        time.set(Duration.ofSeconds(3).toNanos());
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.endpoints.read().count()).isEqualTo(2);
        assertThat(counts.endpoints.read().seconds()).isBetween(4.9, 5.0);
    }

    @Test
    void anEndpointThatIsOfferedLaterIsNotTakenForOneThatIsInForce() {
        var session = connect(told);
        advance();
        offer();
        sessions.run(new HostSessions.Arrived("n1", List.of(1L)));
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.endpoints.read().count()).isZero();
    }

    @Test
    void ofAHostThatIsAwayNothingIsCounted() {
        sessions.run(new HostSessions.Arrived("n1", List.of(1L)));
        var session = connect(told);
        advance();
        offer();
        session.enforced(1);
        sessions.runOne();
        assertThat(counts.endpoints.read().count()).isZero();
    }

    @Test
    void ofVeryManyEndpointsThatComeWhileAHostIsBusyTheFirstOnesCount() {
        var session = connect(told);
        advance();
        var many = Collections.nCopies(MANY, 1L);
        sessions.run(new HostSessions.Arrived("n1", many));
        sessions.run(new HostSessions.Arrived("n1", many));
        offer();
        session.failed(1, "not yet");
        sessions.runOne();
        sessions.run(new HostSessions.Arrived("n1", many));
        session.enforced(1);
        sessions.runOne();
        session.enforced(2);
        sessions.runOne();
        assertThat(told).hasSize(2);
        assertThat(counts.endpoints.read().count())
                .as("each time that it is told")
                .isEqualTo(2 * COUNTED);
        assertThat(sessions.getAllLogEntries())
                .extracting(CapturedLogEvent::level)
                .doesNotContain(Level.ERROR);
    }

    @Test
    void whereAStreamCannotBeCountedItIsEndedAndNoOther() {
        var broken = new HostSession("n2", 0, _ -> {}, among);
        sessions.run(new HostSessions.Connected(broken));
        var _ = connect(told);
        advance();
        sessions.run(new HostSessions.Arrived("n2", new NoTimes()));
        sessions.runOne();
        assertThat(sessions.getAllLogEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.level()).isEqualTo(Level.ERROR));
        assertThat(broken.place()).isEqualTo(HostSession.NOWHERE);
        offer();
        assertThat(told).hasSize(1);
    }

    /// Whose times nobody can read.
    private static final class NoTimes extends AbstractList<Long> {
        @Override
        public Long get(int index) {
            throw new IllegalStateException("there is none");
        }

        @Override
        public int size() {
            throw new IllegalStateException("nobody knows");
        }
    }

    private void askRest(TestInbox<HostSessions.AtRest> asker) {
        sessions.run(new HostSessions.AskRest(1, Set.of("n1"), asker.getRef()));
    }

    private HostSession connect(List<Update> sink) {
        var session = new HostSession("n1", 0, sink::add, among);
        sessions.run(new HostSessions.Connected(session));
        return session;
    }

    private void advance() {
        versions.tell(FirstVersion.of().toHosts());
        sessions.runOne();
    }

    private void offer() {
        sessions.run(new HostSessions.Offered(new Offer("n1", 3, 1, 1, 1, Needs.NOTHING)));
    }
}
