package io.margay.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import io.margay.engine.node.NodeReport;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.ShardState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeActorTest {
    private final TestInbox<CatalogSequencer.Command> sequencer = TestInbox.create();
    private final TestInbox<SourceActor.Command> source = TestInbox.create();
    private final TestInbox<IdentityReplica.Command> identities = TestInbox.create();
    private final TestInbox<NodeActor.Said> host = TestInbox.create("host");
    private final BehaviorTestKit<NodeActor.Command> node = BehaviorTestKit.create(NodeActor.create(
            "n1", new NodeActor.Surroundings(sequencer.getRef(), source.getRef(), identities.getRef())));

    @Test
    void whatIsHeardBeforeItsEpochWaits() {
        node.run(new NodeActor.HostConnected(0, host.getRef()));
        assertThat(source.hasMessages()).isFalse();
        begin();
        assertThat(source.receiveMessage()).isInstanceOf(SourceActor.GetEndpoints.class);
        assertThat(identities.receiveMessage()).isInstanceOf(IdentityReplica.Subscribed.class);
    }

    @Test
    void aNodeWithoutEndpointsTellsItsHostThatItIsComplete() {
        begin();
        node.run(new NodeActor.HostConnected(0, host.getRef()));
        list();
        assertThat(host.hasMessages()).isFalse();
        advance();
        assertThat(host.receiveMessage()).satisfies(it -> {
            assertThat(it.update().base()).isZero();
            assertThat(it.update().revision()).isEqualTo(1);
            assertThat(it.update().parts()).isEmpty();
        });
    }

    @Test
    void theQuestionForItsStateIsAnsweredOnceItIsSettled() {
        TestInbox<NodeReport> asker = TestInbox.create();
        begin();
        var shard = subscriber();
        answer(shard, new IdentityReplica.SayHowYouAre(asker.getRef()));
        list();
        assertThat(asker.hasMessages()).isFalse();
        answer(shard, new IdentityReplica.Told(first()));
        assertThat(asker.receiveMessage().settled()).isTrue();
    }

    @Test
    void anOldSessionIsNotHeard() {
        TestInbox<NodeActor.Said> newer = TestInbox.create("newer");
        begin();
        node.run(new NodeActor.HostConnected(0, host.getRef()));
        list();
        node.run(new NodeActor.HostConnected(0, newer.getRef()));
        node.run(new NodeActor.HostGone(host.getRef()));
        advance();
        assertThat(newer.hasMessages()).isTrue();
        assertThat(host.hasMessages()).isFalse();
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
        answer(subscriber(), new IdentityReplica.Told(first()));
    }

    private ActorRef<IdentityReplica.ShardMessage> subscriber() {
        return ((IdentityReplica.Subscribed) identities.receiveMessage()).subscriber();
    }

    private <T> void answer(ActorRef<T> to, T message) {
        to.tell(message);
        node.runOne();
    }

    private static NodeAdvance first() {
        var shard = new ShardState(1);
        var catalog = new CatalogState().completed(0);
        shard.catalogAdvanced(0, catalog.catalog(), catalog.change());
        shard.completed(0, Map.of());
        shard.subscribed("n1", 3);
        return shard.flushed().stream()
                .filter(ShardState.Tell.class::isInstance)
                .map(it -> ((ShardState.Tell) it).advance())
                .findFirst()
                .orElseThrow();
    }
}
