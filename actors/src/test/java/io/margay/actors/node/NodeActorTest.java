package io.margay.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.margay.actors.FirstVersion;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import io.margay.engine.node.NodeReport;
import io.margay.engine.source.EndpointsChange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeActorTest {
    private final TestInbox<CatalogSequencer.Command> sequencer = TestInbox.create();
    private final TestInbox<SourceActor.Command> source = TestInbox.create();
    private final TestInbox<IdentityReplica.Command> identities = TestInbox.create();
    private final TestInbox<HostSessions.Command> host = TestInbox.create("host");
    private final BehaviorTestKit<NodeActor.Command> node = BehaviorTestKit.create(NodeActor.create(
            "n1",
            new NodeActor.Surroundings(
                    sequencer.getRef(),
                    source.getRef(),
                    identities.getRef(),
                    List::of,
                    new NodeActor.Hosts(List.of(host.getRef()), "here:1"),
                    EngineCounts.untimed())));

    @Test
    void whatIsHeardBeforeItsEpochWaits() {
        node.run(new NodeActor.HostCame(host.getRef()));
        assertThat(source.hasMessages()).isFalse();
        begin();
        assertThat(source.receiveMessage()).isInstanceOf(SourceActor.GetEndpoints.class);
        assertThat(identities.receiveMessage()).isInstanceOf(IdentityReplica.Subscribed.class);
    }

    @Test
    void aNodeWithoutEndpointsOffersThatItsHostNeedsNothing() {
        begin();
        list();
        assertThat(host.hasMessages()).isFalse();
        advance();
        assertThat(host.receiveMessage()).isInstanceOfSatisfying(HostSessions.Offered.class, it -> {
            assertThat(it.offer().version()).isEqualTo(1);
            assertThat(it.offer().needs().endpoints().keys()).isEmpty();
        });
    }

    @Test
    void theQuestionForItsStateIsPassedOnAfterItsOffer() {
        TestInbox<NodeReport> asker = TestInbox.create();
        begin();
        var shard = subscriber();
        answer(shard, new IdentityReplica.SayHowYouAre(1, asker.getRef()));
        list();
        assertThat(host.hasMessages()).isFalse();
        answer(shard, new IdentityReplica.Told(FirstVersion.of().toNode()));
        assertThat(host.receiveMessage()).isInstanceOf(HostSessions.Offered.class);
        assertThat(host.receiveMessage())
                .isInstanceOfSatisfying(
                        HostSessions.PassOn.class,
                        it -> assertThat(it.report().settled()).isTrue());
    }

    private void begin() {
        var asked = (CatalogSequencer.GetEpoch) sequencer.receiveMessage();
        answer(asked.replyTo(), new CatalogSequencer.Epoch(3));
    }

    private void list() {
        var asked = (SourceActor.GetEndpoints) source.receiveMessage();
        answer(asked.replyTo(), new EndpointsChange("n1", 0, 1, List.of(), List.of()));
    }

    private void advance() {
        answer(subscriber(), new IdentityReplica.Told(FirstVersion.of().toNode()));
    }

    private ActorRef<IdentityReplica.ShardMessage> subscriber() {
        return ((IdentityReplica.Subscribed) identities.receiveMessage()).subscriber();
    }

    private <T> void answer(ActorRef<T> to, T message) {
        to.tell(message);
        node.runOne();
    }
}
