package io.margay.actors;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.Join;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.SingletonActor;
import akka.cluster.typed.Subscribe;
import io.margay.actors.catalog.CatalogReplica;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.host.Answers;
import io.margay.actors.host.HostSession;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.node.NodeActor;
import io.margay.actors.source.SourceActor;
import io.margay.engine.source.Change;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.HostLinks;
import io.margay.model.update.Update;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The first actor of an engine: joins the cluster, starts one shard's actors, and passes on what comes from
/// outside.
///
/// What comes before the member is up waits. The source, the sequencer or a replica that dies of a bug takes the
/// engine with it; nodes and sessions of hosts begin again.
final class EngineActor {
    sealed interface Command {}

    /// The source says something, and that this is all.
    record Fed(List<Change> changes) implements Command {}

    /// A host's stream begins; the session, please.
    record Attach(String node, long held, Consumer<Update> sink, ActorRef<HostSession> replyTo) implements Command {}

    /// What every node holds, please, once nothing moves.
    record GetSettled(Settlement.Asked asked) implements Command {}

    /// Say so, please, once nothing is under way.
    record AwaitRest(ActorRef<Done> replyTo) implements Command {}

    private record Up(SelfUp event) implements Command {}

    private record SingletonBegan(ActorRef<?> actor) implements Command {}

    private static final EntityTypeKey<NodeActor.Command> NODE = EntityTypeKey.create(NodeActor.Command.class, "node");

    private final ActorContext<Command> context;
    private final ActorRef<SourceActor.Command> source;
    private final ActorRef<IdentityReplica.Command> identities;
    private final List<HostSession.Among> sessions;
    private final ActorRef<Rest.Command> rest;
    private final ActorRef<ShardingEnvelope<NodeActor.Command>> nodes;
    private final CoordinatedShutdown shutdown;

    private EngineActor(ActorContext<Command> context, EngineConfig config, long epoch) {
        this.context = context;
        this.shutdown = CoordinatedShutdown.get(context.getSystem());
        var singletons = ClusterSingleton.get(context.getSystem());
        identities = context.spawn(IdentityReplica.create(config.flushInterval(), epoch), "identities");
        var catalog = context.spawn(CatalogReplica.create(identities), "catalog");
        source = singletons.init(SingletonActor.of(watched(SourceActor.create(epoch, this::tellNews)), "source"));
        var sequencer = singletons.init(SingletonActor.of(watched(CatalogSequencer.create(epoch)), "sequencer"));
        sessions = sessions(epoch);
        var groups = sessions.stream().map(HostSession.Among::ref).toList();
        rest = context.spawn(Rest.create(new Rest.Asked(source, identities, groups)), "rest");
        var surroundings = new NodeActor.Surroundings(sequencer, source, identities, groups);
        nodes = ClusterSharding.get(context.getSystem())
                .init(Entity.of(
                        NODE,
                        entity -> Behaviors.supervise(NodeActor.create(entity.getEntityId(), surroundings))
                                .onFailure(SupervisorStrategy.restart())));
        context.watch(identities);
        context.watch(catalog);
        source.tell(new SourceActor.ShardBegan(new SourceActor.Shard(catalog, identities)));
    }

    /// An engine that is a cluster of its own.
    ///
    /// @param epoch higher than any that an engine before it gave
    static Behavior<Command> create(EngineConfig config, long epoch) {
        return Behaviors.setup(context -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
            var cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.messageAdapter(SelfUp.class, Up::new), SelfUp.class));
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Up) {
                    var actor = new EngineActor(context, config, epoch);
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

    /// The behaviour of a singleton that this member ends with.
    private <T> Behavior<T> watched(Behavior<T> behavior) {
        var self = context.getSelf();
        return Behaviors.setup(its -> {
            self.tell(new SingletonBegan(its.getSelf()));
            return behavior;
        });
    }

    /// As the engine ends, its singletons end first.
    private Behavior<Command> onEnd(Terminated ended) {
        if (shutdown.getShutdownReason().isPresent()) {
            return Behaviors.same();
        }
        throw new IllegalStateException(ended.getRef() + " ended, without which there is no engine");
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Fed(var changes) -> {
                source.tell(new SourceActor.Changed(changes));
                source.tell(new SourceActor.Completed());
            }
            case Attach(var node, var held, var sink, var replyTo) -> replyTo.tell(attach(node, held, sink));
            case GetSettled(var asked) -> context.spawnAnonymous(Settlement.create(source, identities, asked));
            case AwaitRest(var replyTo) -> rest.tell(new Rest.Ask(replyTo));
            case SingletonBegan(var actor) -> context.watch(actor);
            case Up _ -> {} // a second one changes nothing
        }
        return Behaviors.same();
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
        var behavior = HostSessions.create(
                answers,
                () -> new HostLinks(group, incarnation),
                identities,
                node -> tell(node, new NodeActor.HostCame()));
        return new HostSession.Among(context.spawn(behavior, "sessions-" + group.number()), answers);
    }

    private HostSession attach(String node, long held, Consumer<Update> sink) {
        var session = new HostSession(node, held, sink, sessions.get(HostGroup.of(node, sessions.size())));
        session.began();
        return session;
    }

    private void tellNews(String node, SourceActor.NodeNews news) {
        tell(node, new NodeActor.Heard(news));
    }

    /// Once the engine ends, nobody begins anew: what is still said waits nowhere, and holds nothing up.
    private void tell(String node, NodeActor.Command command) {
        if (shutdown.getShutdownReason().isEmpty()) {
            nodes.tell(new ShardingEnvelope<>(node, command));
        }
    }
}
