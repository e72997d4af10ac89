package io.margay.actors.catalog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.count.Step;
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
    ///
    /// @param after what an earlier one completed up to this revision, is not heard any more
    public record SourceBegan(long after) implements Command {}

    /// Inputs came, changed or went.
    public record Changed(List<Change> changes) implements Command {}

    /// All up to a revision has been said.
    public record Completed(long revision) implements Command {}

    private final CatalogState state = new CatalogState();
    private final ActorRef<IdentityReplica.Command> identities;
    private final EngineCounts counts;
    private long after = -1;

    private CatalogReplica(ActorRef<IdentityReplica.Command> identities, EngineCounts counts) {
        this.identities = identities;
        this.counts = counts;
    }

    /// A catalogue of nothing yet.
    public static Behavior<Command> create(ActorRef<IdentityReplica.Command> identities, EngineCounts counts) {
        return Behaviors.receiveMessage(new CatalogReplica(identities, counts)::onMessage);
    }

    private Behavior<Command> onMessage(Command message) {
        long began = counts.now();
        hear(message);
        counts.did(Step.CATALOG, began);
        return Behaviors.same();
    }

    private void hear(Command message) {
        switch (message) {
            case SourceBegan(var first) -> {
                after = first;
                state.began();
            }
            case Changed(var changes) -> state.changed(changes);
            case Completed(var revision) -> complete(revision);
        }
    }

    private void complete(long revision) {
        if (revision > after) {
            identities.tell(new IdentityReplica.CatalogAdvanced(state.completed(revision)));
        }
    }
}
