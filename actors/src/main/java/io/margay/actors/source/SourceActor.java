package io.margay.actors.source;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.catalog.CatalogReplica;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.source.Inventory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// One a source, in the whole cluster: what exists, with revisions.
///
/// Hears whoever feeds it, shards that begin, nodes that missed something. Tells each shard's replicas, and each node
/// its own part.
public final class SourceActor {
    public sealed interface Command extends ClusterMessage {}

    /// Something came, changed or went: one revision.
    public record Changed(List<Change> changes) implements Command {}

    /// All has been said.
    public record Completed() implements Command {}

    /// A shard has begun: tell it all, then what changes.
    public record ShardBegan(Shard shard) implements Command {}

    /// The endpoints of a node, please.
    public record GetEndpoints(String node, ActorRef<EndpointsChange> replyTo) implements Command {}

    /// What exists, please.
    public record GetExtent(ActorRef<Extent> replyTo) implements Command {}

    private record PullAsked(IdentityReplica.Pull pull) implements Command {}

    /// Where a shard hears.
    public record Shard(ActorRef<CatalogReplica.Command> catalog, ActorRef<IdentityReplica.Command> identities) {}

    /// What exists, as far as it has been said.
    ///
    /// @param nodes their names, in order
    public record Extent(long revision, List<String> nodes) {}

    /// What a node is told.
    public sealed interface NodeNews {}

    /// Some of its endpoints came, changed or went.
    public record EndpointsChanged(EndpointsChange change) implements NodeNews {}

    /// It is no more.
    public record Gone() implements NodeNews {}

    private final Inventory inventory;
    private final BiConsumer<String, NodeNews> nodes;
    private final ActorRef<IdentityReplica.Pull> pull;
    private final Set<Shard> shards = new HashSet<>();

    private SourceActor(ActorContext<Command> context, long epoch, BiConsumer<String, NodeNews> nodes) {
        this.inventory = new Inventory(epoch);
        this.nodes = nodes;
        this.pull = context.messageAdapter(IdentityReplica.Pull.class, PullAsked::new);
    }

    /// A source that has said nothing yet.
    ///
    /// @param epoch higher than that of any life before
    /// @param nodes tells a node something
    public static Behavior<Command> create(long epoch, BiConsumer<String, NodeNews> nodes) {
        return Behaviors.setup(context -> {
            var actor = new SourceActor(context, epoch, nodes);
            return Behaviors.receiveMessage(actor::onMessage);
        });
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Changed(var changes) -> send(inventory.changed(changes), shards);
            case Completed() -> send(inventory.completed(), shards);
            case ShardBegan(var shard) -> {
                shards.add(shard);
                send(inventory.recalled(), Set.of(shard));
            }
            case GetEndpoints(var node, var replyTo) -> replyTo.tell(inventory.listed(node));
            case GetExtent(var replyTo) -> replyTo.tell(new Extent(inventory.revision(), inventory.nodes()));
            case PullAsked(var asked) ->
                asked.replica().tell(new IdentityReplica.Contributed(inventory.contribution(), pull));
        }
        return Behaviors.same();
    }

    private void send(List<Inventory.Output> outputs, Set<Shard> to) {
        for (var output : outputs) {
            switch (output) {
                case Inventory.ToNode(var change) -> nodes.accept(change.node(), new EndpointsChanged(change));
                case Inventory.NodeGone(var node, var revision) -> {
                    nodes.accept(node, new Gone());
                    to.forEach(shard -> shard.identities().tell(new IdentityReplica.ContributorGone(node, revision)));
                }
                case Inventory.ToCatalog(var changes) ->
                    to.forEach(shard -> shard.catalog().tell(new CatalogReplica.Changed(changes)));
                case Inventory.ToReplicas(var contribution) ->
                    to.forEach(shard -> shard.identities().tell(new IdentityReplica.Contributed(contribution, pull)));
                case Inventory.Completed(var revision, var due) ->
                    to.forEach(shard -> {
                        shard.catalog().tell(new CatalogReplica.Completed(revision));
                        shard.identities().tell(new IdentityReplica.Completed(revision, due));
                    });
            }
        }
    }
}
