package io.margay.actors.catalog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;

/// One in the whole cluster: gives epochs, each higher than all before.
///
/// Hears contributors that begin a life. It starts above whatever it was told at its own start.
public final class CatalogSequencer {
    public sealed interface Command extends ClusterMessage {}

    /// An epoch, please.
    public record GetEpoch(ActorRef<Epoch> replyTo) implements Command {}

    /// The epoch of one life of one contributor.
    public record Epoch(long number) implements ClusterMessage {}

    private long last;

    private CatalogSequencer(long last) {
        this.last = last;
    }

    /// A sequencer.
    ///
    /// @param last at least as high as any epoch that was ever given
    public static Behavior<Command> create(long last) {
        return Behaviors.receiveMessage(new CatalogSequencer(last)::onMessage);
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case GetEpoch(var replyTo) -> replyTo.tell(new Epoch(++last));
        }
        return Behaviors.same();
    }
}
