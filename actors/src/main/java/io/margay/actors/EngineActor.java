package io.margay.actors;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.SingletonActor;
import akka.cluster.typed.Subscribe;
import io.margay.actors.catalog.AboveAll;
import io.margay.actors.catalog.CatalogReplica;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.cluster.Joining;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.host.Answers;
import io.margay.actors.host.HostSession;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.node.NodeActor;
import io.margay.actors.source.Shard;
import io.margay.actors.source.ShardInbox;
import io.margay.actors.source.SourceActor;
import io.margay.actors.store.keeper.Feeder;
import io.margay.actors.store.keeper.StoreActor;
import io.margay.actors.store.keeper.StoreClient;
import io.margay.engine.identity.Contribution;
import io.margay.engine.source.Change;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.HostLinks;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Update;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The first actor of a member of an engine: joins the cluster, starts one shard's actors, and passes on what comes
/// from outside.
///
/// What comes before the member is up waits. The source, the sequencer or a replica that dies of a bug takes the
/// member with it; nodes and sessions of hosts begin again.
final class EngineActor {
    sealed interface Command {}

    /// The source says something, and that this is all.
    record Fed(List<Change> changes) implements Command {}

    /// A host's stream begins; the session, please.
    record Attach(Host host, CompletableFuture<HostSession> session) implements Command {}

    /// What every node of this member holds, please, once nothing moves.
    record GetSettled(Settlement.Asked asked) implements Command {}

    /// How this member is now, please.
    record GetPresent(Look.Asked asked) implements Command {}

    /// Say so, please, once nothing is under way.
    record AwaitRest(ActorRef<Done> replyTo) implements Command {}

    /// See how long what is told to actors waits.
    record Measure() implements Command {}

    /// What a member works with.
    ///
    /// @param store where resources are kept; null: they are fed, and kept nowhere
    /// @param epoch higher than any that an engine before it gave, and another than that of any other member
    record Setup(EngineConfig config, @Nullable Store store, EngineCounts counts, long epoch) {}

    /// A host.
    ///
    /// @param away is told when it is not served here, see [HostSession#onAway]
    record Host(String node, Held held, Consumer<Update> sink, Consumer<String> away) {}

    /// What a host holds.
    ///
    /// @param revision that this member told it; 0: nothing
    /// @param last the revision that it holds, whoever told it
    record Held(long revision, long last) {}

    /// A store.
    ///
    /// @param way completed with the way to it, once there is one
    /// @param feeds whether the source is fed from it; otherwise it only records
    record Store(StoreActor.Setup setup, CompletableFuture<ActorRef<StoreActor.Command>> way, boolean feeds) {}

    private record Up(SelfUp event) implements Command {}

    /// An actor is no more, without which there is no engine.
    private record Ended(String what) implements Command {}

    private record SingletonBegan(ActorRef<?> actor) implements Command {}

    private record SourceBegan(ActorRef<SourceActor.Command> actor) implements Command {}

    private record ReplicaAnswered() implements Command {}

    private record SessionsAnswered() implements Command {}

    private record ReplicasListed(Set<ActorRef<IdentityReplica.Command>> replicas) implements Command {}

    private static final EntityTypeKey<NodeActor.Command> NODE = EntityTypeKey.create(NodeActor.Command.class, "node");
    private static final ServiceKey<IdentityReplica.Command> REPLICA =
            ServiceKey.create(IdentityReplica.Command.class, "identities");

    private static final Duration TO_HEAR = Duration.ofMillis(500);

    private final ActorContext<Command> context;
    private final EngineConfig config;
    private final @Nullable Store feeder;
    private final ActorRef<IdentityReplica.Command> identities;
    private final ActorRef<SourceActor.Command> source;
    private final List<HostSession.Among> sessions;
    private final ActorRef<Rest.Command> rest;
    private final ActorRef<ShardingEnvelope<NodeActor.Command>> nodes;
    private final CoordinatedShutdown shutdown;
    private final EngineCounts counts;
    private final ActorRef<IdentityReplica.HighestEpoch> replicaAnswered;
    private final ActorRef<HostSessions.AtRest> sessionsAnswered;
    /// All that this member was fed, in case that the source comes here; nothing where it stays here.
    private final Map<ResourceKey, Resource> fed = new HashMap<>();
    private boolean isFed;
    /// The source, while it is here.
    private @Nullable ActorRef<SourceActor.Command> sourceHere;
    /// The replicas of the other members. Other actors read it.
    private volatile List<ActorRef<IdentityReplica.Command>> others = List.of();

    private EngineActor(ActorContext<Command> context, Setup setup) {
        long epoch = setup.epoch;
        this.context = context;
        this.config = setup.config;
        var store = setup.store;
        this.feeder = store != null && store.feeds ? store : null;
        this.counts = setup.counts;
        replicaAnswered = context.messageAdapter(IdentityReplica.HighestEpoch.class, _ -> new ReplicaAnswered());
        sessionsAnswered = context.messageAdapter(HostSessions.AtRest.class, _ -> new SessionsAnswered());
        this.shutdown = CoordinatedShutdown.get(context.getSystem());
        var around = new IdentityReplica.Surroundings(this::pull, () -> others, config.isAlone());
        var settings = new IdentityReplica.Settings(config.flushInterval(), epoch, around, counts);
        identities = context.spawn(IdentityReplica.create(settings), "identities");
        var shard = new Shard(context.spawn(CatalogReplica.create(identities, counts), "catalog"), identities);
        source = singleton("source", above(epoch, highest -> source(highest, shard)));
        var sequencer = singleton("sequencer", above(epoch, highest -> watched(CatalogSequencer.create(highest))));
        sessions = sessions(epoch);
        var groups = sessions.stream().map(HostSession.Among::ref).toList();
        rest = context.spawn(Rest.create(new Rest.Asked(source, identities, groups)), "rest");
        nodes = nodes(new NodeActor.Surroundings(
                sequencer,
                source,
                identities,
                () -> others,
                new NodeActor.Hosts(groups, config.cluster().home()),
                counts));
        context.watch(identities);
        context.watch(shard.catalog());
        if (store != null) {
            var behavior = StoreActor.create(store.setup);
            store.way.complete(ClusterSingleton.get(context.getSystem())
                    .init(SingletonActor.of(behavior, "store").withStopMessage(new StoreActor.Leave())));
        }
        if (!config.isAlone()) {
            meetOthers(shard);
        }
    }

    /// A member of an engine: a cluster of its own, if it is configured with no others.
    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
            join(context, setup.config);
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Up) {
                    var actor = new EngineActor(context, setup);
                    return stash.unstashAll(Behaviors.receive(Command.class)
                            .onAnyMessage(actor::onMessage)
                            .onSignal(Terminated.class, actor::onEnd)
                            .build());
                }
                stash.stash(message);
                return Behaviors.same();
            });
        }));
    }

    private static void join(ActorContext<Command> context, EngineConfig config) {
        var up = context.messageAdapter(SelfUp.class, Up::new);
        Cluster.get(context.getSystem()).subscriptions().tell(Subscribe.create(up, SelfUp.class));
        Joining.begin(context, config);
    }

    private void meetOthers(Shard shard) {
        var receptionist = context.getSystem().receptionist();
        context.watch(context.spawn(ShardInbox.create(shard), "inbox"));
        receptionist.tell(Receptionist.register(REPLICA, identities));
        var listed = context.messageAdapter(
                Receptionist.Listing.class, it -> new ReplicasListed(Set.copyOf(it.getServiceInstances(REPLICA))));
        receptionist.tell(Receptionist.subscribe(REPLICA, listed));
    }

    private <T> ActorRef<T> singleton(String name, Behavior<T> behavior) {
        return ClusterSingleton.get(context.getSystem()).init(SingletonActor.of(behavior, name));
    }

    /// Where there are others, another member may have given epochs before.
    private <T> Behavior<T> above(long epoch, LongFunction<Behavior<T>> then) {
        return config.isAlone()
                ? then.apply(epoch)
                : Behaviors.setup(_ -> AboveAll.begin(
                        epoch,
                        Stream.concat(Stream.of(identities), others.stream()).toList(),
                        then));
    }

    private Behavior<SourceActor.Command> source(long epoch, Shard shard) {
        var self = context.getSelf();
        // What a store holds takes a while to be read: until then nobody is told that there is nothing.
        var around = new SourceActor.Surroundings(shard, this::tellNews, config.isAlone() && feeder == null, counts);
        return watched(Behaviors.setup(its -> {
            self.tell(new SourceBegan(its.getSelf()));
            return SourceActor.create(epoch, around);
        }));
    }

    /// The behaviour of a singleton that this member ends with.
    private <T> Behavior<T> watched(Behavior<T> behavior) {
        var self = context.getSelf();
        return Behaviors.setup(its -> {
            self.tell(new SingletonBegan(its.getSelf()));
            return behavior;
        });
    }

    private ActorRef<ShardingEnvelope<NodeActor.Command>> nodes(NodeActor.Surroundings around) {
        return ClusterSharding.get(context.getSystem())
                .init(Entity.of(
                        NODE,
                        entity -> Behaviors.supervise(NodeActor.create(entity.getEntityId(), around))
                                .onFailure(SupervisorStrategy.restart())));
    }

    /// As many as may work at once.
    private List<HostSession.Among> sessions(long incarnation) {
        int count = Runtime.getRuntime().availableProcessors();
        return IntStream.range(0, count)
                .mapToObj(number -> sessions(new HostGroup(number, count), incarnation))
                .toList();
    }

    private HostSession.Among sessions(HostGroup group, long incarnation) {
        var answers = new Answers();
        var places =
                new HostSessions.Places(config.isAlone(), (node, asker) -> tell(node, new NodeActor.HostCame(asker)));
        var behavior = HostSessions.create(
                answers, () -> new HostLinks(group, incarnation), new HostSessions.Around(identities, places, counts));
        return new HostSession.Among(context.spawn(behavior, "sessions-" + group.number()), answers, counts);
    }

    /// As the engine ends, its singletons end first. Likewise where the others took this member for lost, which it may
    /// hear of a moment later.
    private Behavior<Command> onEnd(Terminated ended) {
        context.scheduleOnce(TO_HEAR, context.getSelf(), new Ended(String.valueOf(ended.getRef())));
        return Behaviors.same();
    }

    private Behavior<Command> ended(String what) {
        if (shutdown.getShutdownReason().isPresent()) {
            return Behaviors.same();
        }
        if (isLost()) {
            context.getLog().error("the others go on without this member: it ends");
            return Behaviors.stopped();
        }
        throw new IllegalStateException(what + " ended, without which there is no engine");
    }

    private boolean isLost() {
        var cluster = Cluster.get(context.getSystem());
        return cluster.isTerminated() || cluster.selfMember().status().equals(MemberStatus.down());
    }

    private Behavior<Command> onMessage(Command message) {
        if (message instanceof Ended(var what)) {
            return ended(what);
        }
        switch (message) {
            case Fed(var changes) -> feed(changes);
            case Attach(var host, var session) -> session.complete(attach(host));
            case GetSettled(var asked) -> context.spawnAnonymous(Settlement.create(source, identities, asked));
            case GetPresent(var asked) -> context.spawnAnonymous(Look.create(identities, asked));
            case AwaitRest(var replyTo) -> rest.tell(new Rest.Ask(replyTo));
            case Measure() -> measure();
            case ReplicaAnswered() -> counts.replica.answered();
            case SessionsAnswered() -> counts.sessions.answered();
            case SingletonBegan(var actor) -> context.watch(actor);
            case SourceBegan(var actor) -> sourceBegan(actor);
            case ReplicasListed(var replicas) ->
                others = replicas.stream()
                        .filter(it -> it.path().address().hasGlobalScope())
                        .toList();
            case Up _, Ended _ -> {} // a second one changes nothing, and the other was heard
        }
        return Behaviors.same();
    }

    /// Each is asked what it answers at once, in its turn.
    private void measure() {
        if (counts.replica.begins(1)) {
            identities.tell(new IdentityReplica.GetHighestEpoch(replicaAnswered));
        }
        if (counts.sessions.begins(sessions.size())) {
            var question = new HostSessions.AskRest(-1, Set.of(), sessionsAnswered);
            sessions.forEach(group -> group.ref().tell(question));
        }
    }

    /// What is fed counts where the source is. Elsewhere it is kept, should the source come.
    private void feed(List<Change> changes) {
        isFed = true;
        if (!config.isAlone()) {
            changes.forEach(this::keep);
        }
        if (config.isAlone()) {
            tell(source, changes);
        } else if (sourceHere != null) {
            tell(sourceHere, changes);
        }
    }

    private void keep(Change change) {
        switch (change) {
            case Change.Upserted(var resource) -> fed.put(resource.key(), resource);
            case Change.Deleted(var key) -> fed.remove(key);
        }
    }

    private void sourceBegan(ActorRef<SourceActor.Command> actor) {
        sourceHere = actor;
        if (feeder != null) {
            Feeder.begin(new StoreClient(context.getSystem(), feeder.way, feeder.setup.config()), actor);
        } else if (isFed && !config.isAlone()) {
            tell(actor, fed.values().stream().<Change>map(Change.Upserted::new).toList());
        }
    }

    private static void tell(ActorRef<SourceActor.Command> to, List<Change> changes) {
        to.tell(new SourceActor.Changed(changes));
        to.tell(new SourceActor.Completed());
    }

    private HostSession attach(Host host) {
        var among = sessions.get(HostGroup.of(host.node, sessions.size()));
        var session = new HostSession(host.node, host.held.revision, host.sink, among)
                .above(host.held.last)
                .onAway(host.away);
        session.began();
        return session;
    }

    private void tellNews(String node, SourceActor.NodeNews news) {
        tell(node, new NodeActor.Heard(news));
    }

    /// To whoever contributes: say everything again, to this replica.
    private void pull(String contributor, long least, ActorRef<IdentityReplica.Command> replica) {
        if (contributor.equals(Contribution.CLUSTER)) {
            source.tell(new SourceActor.Pulled(replica));
        } else {
            tell(contributor, new NodeActor.Pulled(replica, least));
        }
    }

    /// Once the engine ends, nobody begins anew: what is still said waits nowhere, and holds nothing up.
    private void tell(String node, NodeActor.Command command) {
        if (shutdown.getShutdownReason().isEmpty()) {
            nodes.tell(new ShardingEnvelope<>(node, command));
        }
    }
}
