package io.margay.actors.catalog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import java.util.List;

/// One a shard: every policy, compiled.
///
/// Hears its source; tells its shard's IdentityReplica the catalogue each time that the source is complete.
public final class CatalogReplica {
    public sealed interface Command extends ClusterMessage {}

    /// The source begins to say all that there is.
    public record SourceBegan() implements Command {}

    /// Inputs came, changed or went.
    public record Changed(List<Change> changes) implements Command {}

    /// All up to a revision has been said.
    public record Completed(long revision) implements Command {}

    private final CatalogState state = new CatalogState();
    private final ActorRef<IdentityReplica.Command> identities;

    private CatalogReplica(ActorRef<IdentityReplica.Command> identities) {
        this.identities = identities;
    }

    /// A catalogue of nothing yet.
    public static Behavior<Command> create(ActorRef<IdentityReplica.Command> identities) {
        return Behaviors.receiveMessage(new CatalogReplica(identities)::onMessage);
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case SourceBegan() -> state.began();
            case Changed(var changes) -> state.changed(changes);
            case Completed(var revision) ->
                identities.tell(new IdentityReplica.CatalogAdvanced(state.completed(revision)));
        }
        return Behaviors.same();
    }
}
