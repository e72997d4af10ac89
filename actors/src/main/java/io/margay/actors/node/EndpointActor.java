package io.margay.actors.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;

/// One an endpoint: the only place where its rule set is made.
///
/// Hears NodeActor, which is its parent, and answers it.
public final class EndpointActor {
    public sealed interface Command extends ClusterMessage {}

    /// Your rule set, please, for what you are now.
    public record MakeRuleSet(NodeState.MakeRuleSet request, ActorRef<NodeActor.Command> replyTo) implements Command {}

    private final EndpointState state = new EndpointState();

    private EndpointActor() {}

    /// An endpoint of which nothing is known yet.
    public static Behavior<Command> create() {
        return Behaviors.receiveMessage(new EndpointActor()::onMessage);
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case MakeRuleSet(var request, var replyTo) ->
                replyTo.tell(new NodeActor.RuleSetReplied(state.asked(request)));
        }
        return Behaviors.same();
    }
}
