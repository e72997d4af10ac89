package io.margay.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.margay.actors.node.NodeActor;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostSessionActorTest {
    private final List<NodeActor.Command> node = new ArrayList<>();
    private final TestInbox<NodeActor.Command> self = TestInbox.create();
    private final List<Update> sink = new ArrayList<>();
    private final BehaviorTestKit<HostSession.Command> session =
            BehaviorTestKit.create(HostSession.create(4, node::add, sink::add));

    @Test
    void itSaysWhatTheHostHoldsAndThenWhatItEnforces() {
        session.run(new HostSession.Enforced(5));
        assertThat(node).hasSize(2);
        assertThat(node.getFirst())
                .isInstanceOfSatisfying(
                        NodeActor.HostConnected.class,
                        it -> assertThat(it.held()).isEqualTo(4));
        assertThat(node.getLast())
                .isInstanceOfSatisfying(
                        NodeActor.Enforced.class,
                        it -> assertThat(it.revision()).isEqualTo(5));
    }

    @Test
    void whatTheNodeSendsGoesIntoTheSink() {
        var connected = (NodeActor.HostConnected) node.getFirst();
        var update = new Update("n1", 7, 0, 1, false, List.of());
        connected.session().tell(new NodeActor.Said(update, self.getRef()));
        session.runOne();
        assertThat(sink).containsExactly(update);
        session.run(new HostSession.Enforced(1));
        assertThat(self.receiveMessage()).isInstanceOf(NodeActor.Enforced.class);
    }

    @Test
    void itsEndIsSaid() {
        session.run(new HostSession.Ended());
        assertThat(session.isAlive()).isFalse();
        assertThat(node.getLast()).isInstanceOf(NodeActor.HostGone.class);
    }
}
