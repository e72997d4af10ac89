package io.margay.actors.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;

/// One an endpoint: the only place where its rule set is made.
///
/// Hears NodeActor, which is its parent, and answers it.
///
/// Layout: as there may be 100,000 of them, an actor is its own behaviour, and all begin with one that is the same
/// object, for which Akka makes what it keeps of a behaviour once and not ten objects for each.
public final class EndpointActor extends ExtensibleBehavior<EndpointActor.Command> {
    public sealed interface Command extends ClusterMessage {}

    /// Your rule set, please, for what you are now.
    public record MakeRuleSet(NodeState.MakeRuleSet request, ActorRef<NodeActor.Command> replyTo) implements Command {}

    private static final Behavior<Command> FIRST = Behaviors.setup(_ -> new EndpointActor());

    private final EndpointState state = new EndpointState();

    private EndpointActor() {}

    /// An endpoint of which nothing is known yet.
    public static Behavior<Command> create() {
        return FIRST;
    }

    @Override
    public Behavior<Command> receive(TypedActorContext<Command> context, Command message) {
        switch (message) {
            case MakeRuleSet(var request, var replyTo) ->
                replyTo.tell(new NodeActor.RuleSetReplied(state.asked(request)));
        }
        return Behaviors.same();
    }

    @Override
    public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
        return Behaviors.unhandled();
    }
}
