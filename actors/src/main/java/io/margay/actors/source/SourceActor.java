package io.margay.actors.source;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.source.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// One a source, in the whole cluster: what exists, with revisions.
///
/// Hears whoever feeds it on its member, which members there are, nodes that missed something. Tells each shard's
/// replicas, and each node its own part. One that begins after another, on another member, is fed anew, and says
/// nothing to shards before it has been told everything.
public final class SourceActor {
    public sealed interface Command extends ClusterMessage {}

    /// Something came, changed or went: one revision.
    public record Changed(List<Change> changes) implements Command {}

    /// All has been said.
    public record Completed() implements Command {}

    /// A replica missed something of what is on no node.
    public record Pulled(ActorRef<IdentityReplica.Command> replica) implements Command {}

    /// The endpoints of a node, please.
    public record GetEndpoints(String node, ActorRef<EndpointsChange> replyTo) implements Command {}

    /// What exists, please.
    public record GetExtent(ActorRef<Extent> replyTo) implements Command {}

    private record ShardsListed(Set<ActorRef<ConsumerController.Command<ShardNews>>> shards) implements Command {}

    private record RecallWanted(ActorRef<RemoteShard.Command> shard) implements Command {}

    /// What exists.
    ///
    /// @param nodes their names, in order
    public record Extent(long revision, List<String> nodes) implements ClusterMessage {}

    /// What a node is told.
    public sealed interface NodeNews extends ClusterMessage {}

    /// Some of its endpoints came, changed or went.
    public record EndpointsChanged(EndpointsChange change) implements NodeNews {}

    /// It is no more since a revision.
    public record Gone(long revision) implements NodeNews {}

    /// Where a source is.
    ///
    /// @param here the shard of the same member
    /// @param tellNode tells a node something, wherever it lives
    /// @param isAlone whether there is no other member, and no source before this one
    public record Surroundings(
            Shard here, BiConsumer<String, NodeNews> tellNode, boolean isAlone, EngineCounts counts) {}

    /// An epoch lasts for so many revisions, at least.
    private static final int REVISION_BITS = 20;

    private final ActorContext<Command> context;
    private final Inventory inventory;
    private final Surroundings around;
    private final Map<ActorRef<ConsumerController.Command<ShardNews>>, ActorRef<RemoteShard.Command>> remote =
            new HashMap<>();
    private final Map<ActorRef<EndpointsChange>, GetEndpoints> waiting = new LinkedHashMap<>();
    private final List<ActorRef<Extent>> asking = new ArrayList<>();
    private final long epoch;
    private long remotes;

    private SourceActor(ActorContext<Command> context, long epoch, Surroundings around) {
        this.context = context;
        this.epoch = epoch;
        this.inventory = new Inventory(epoch, around.isAlone ? 0 : epoch << REVISION_BITS);
        this.around = around;
    }

    /// A source that has said nothing yet.
    ///
    /// @param epoch higher than that of any life before
    public static Behavior<Command> create(long epoch, Surroundings around) {
        return Behaviors.setup(context -> {
            var actor = new SourceActor(context, epoch, around);
            if (!around.isAlone) {
                var listed = context.messageAdapter(
                        Receptionist.Listing.class,
                        it -> new ShardsListed(Set.copyOf(it.getServiceInstances(ShardInbox.KEY))));
                context.getSystem().receptionist().tell(Receptionist.subscribe(ShardInbox.KEY, listed));
            }
            return Behaviors.receiveMessage(actor::onMessage);
        });
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Changed(var changes) -> {
                changes.forEach(this::count);
                var outputs = inventory.changed(changes);
                tellNodes(outputs);
                if (isHeard()) {
                    news(outputs).forEach(this::tellAll);
                }
            }
            case Completed() -> complete();
            case ShardsListed(var shards) -> follow(shards);
            case RecallWanted(var shard) -> recall(shard);
            case GetEndpoints asked -> {
                waiting.put(asked.replyTo(), asked);
                answer();
            }
            case GetExtent(var replyTo) -> {
                asking.add(replyTo);
                answer();
            }
            case Pulled(var replica) -> answer(replica);
        }
        return Behaviors.same();
    }

    private void count(Change change) {
        switch (change) {
            case Change.Upserted(var resource) ->
                around.counts.upserted(resource.key().kind());
            case Change.Deleted(var key) -> around.counts.deleted(key.kind());
        }
    }

    /// Shards that heard a source before this one hear of this one all at once, when it has said everything.
    private boolean isHeard() {
        return around.isAlone || inventory.isComplete();
    }

    private void complete() {
        boolean wasHeard = isHeard();
        var outputs = inventory.completed();
        if (wasHeard) {
            news(outputs).forEach(this::tellAll);
        } else {
            everything().forEach(this::tellAll);
        }
        answer();
    }

    /// Nobody is told of what there is before all has been said: it would be taken for all.
    private void answer() {
        if (isHeard()) {
            waiting.forEach((node, asked) -> node.tell(inventory.listed(asked.node())));
            waiting.clear();
            asking.forEach(it -> it.tell(new Extent(inventory.revision(), inventory.nodes())));
            asking.clear();
        }
    }

    /// What is not complete yet would be taken for all. Once it is, everybody is told.
    private void answer(ActorRef<IdentityReplica.Command> replica) {
        if (isHeard()) {
            replica.tell(new IdentityReplica.Contributed(inventory.contribution()));
        }
    }

    private void follow(Set<ActorRef<ConsumerController.Command<ShardNews>>> shards) {
        remote.entrySet().removeIf(known -> {
            boolean isGone = !shards.contains(known.getKey());
            if (isGone) {
                context.stop(known.getValue());
            }
            return isGone;
        });
        for (var shard : shards) {
            if (shard.path().address().hasGlobalScope() && !remote.containsKey(shard)) {
                begin(shard);
            }
        }
    }

    private void begin(ActorRef<ConsumerController.Command<ShardNews>> shard) {
        var id = "source-" + epoch + "-" + ++remotes;
        var self = context.getSelf();
        Behavior<RemoteShard.Command> behavior = Behaviors.setup(its -> {
            Runnable recall = () -> self.tell(new RecallWanted(its.getSelf()));
            return RemoteShard.create(id, shard, recall, around.counts.undelivered);
        });
        var sender = context.spawn(behavior, "shard-" + remotes);
        remote.put(shard, sender);
    }

    private void recall(ActorRef<RemoteShard.Command> shard) {
        if (inventory.isComplete()) {
            everything().forEach(news -> shard.tell(new RemoteShard.Tell(news)));
        }
    }

    private void tellAll(ShardNews news) {
        around.here.hear(news);
        remote.values().forEach(shard -> shard.tell(new RemoteShard.Tell(news)));
    }

    private List<ShardNews> everything() {
        var all = new ArrayList<ShardNews>();
        all.add(new ShardNews.Began(epoch << REVISION_BITS));
        all.addAll(news(inventory.recalled()));
        return all;
    }

    private void tellNodes(List<Inventory.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case Inventory.ToNode(var change) ->
                    around.tellNode.accept(change.node(), new EndpointsChanged(change));
                case Inventory.NodeGone gone -> around.tellNode.accept(gone.node(), new Gone(gone.revision()));
                case Inventory.ToCatalog _, Inventory.ToReplicas _, Inventory.Completed _ -> {} // for shards
            }
        }
    }

    private static List<ShardNews> news(List<Inventory.Output> outputs) {
        var news = new ArrayList<ShardNews>();
        for (var output : outputs) {
            switch (output) {
                case Inventory.ToNode _ -> {} // for the node
                case Inventory.NodeGone(var node, var revision) ->
                    news.add(new ShardNews.ContributorGone(node, revision));
                case Inventory.ToCatalog(var changes) -> news.add(new ShardNews.CatalogChanged(changes));
                case Inventory.ToReplicas(var contribution) -> news.add(new ShardNews.Contributed(contribution));
                case Inventory.Completed(var revision, var due) -> news.add(new ShardNews.Completed(revision, due));
            }
        }
        return news;
    }
}
