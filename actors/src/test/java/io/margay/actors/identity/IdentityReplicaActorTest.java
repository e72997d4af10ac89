package io.margay.actors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.margay.engine.node.NodeReport;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdentityReplicaActorTest {
    private final BehaviorTestKit<IdentityReplica.Command> replica = BehaviorTestKit.create(AloneReplica.create());

    @Test
    void whatAnEarlierLifeOfANodeSaysLateDoesNotTurnAwayThePresentOne() {
        TestInbox<IdentityReplica.ShardMessage> present = TestInbox.create("present");
        TestInbox<IdentityReplica.ShardMessage> earlier = TestInbox.create("earlier");
        TestInbox<NodeReport> asker = TestInbox.create("asker");
        replica.run(new IdentityReplica.Subscribed("n1", 2, present.getRef()));
        replica.run(new IdentityReplica.Subscribed("n1", 1, earlier.getRef()));
        replica.run(new IdentityReplica.AskNodes(List.of("n1"), asker.getRef()));
        assertThat(present.receiveMessage()).isInstanceOf(IdentityReplica.SayHowYouAre.class);
        assertThat(earlier.hasMessages()).isFalse();
    }
}
