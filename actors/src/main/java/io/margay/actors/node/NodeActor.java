package io.margay.actors.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.count.Step;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import io.margay.engine.identity.Contribution;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.HostGroup;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One a node, on the member that its part of the nodes is on.
///
/// Hears the source (its endpoints) and IdentityReplica (versions that concern these). Tells IdentityReplica what it
/// contributes and uses, and the HostSessions of its host what that should hold. Has each endpoint's state make its
/// rule set in its own turn. Begins with an epoch, then lists its endpoints; what it hears before that waits.
public final class NodeActor {
    public sealed interface Command extends ClusterMessage {}

    /// The source said something.
    public record Heard(SourceActor.NodeNews news) implements Command {}

    /// A host is there: its node begins, if it has not, and says where it is.
    public record HostCame(ActorRef<HostSessions.Command> sessions) implements Command {}

    /// A replica missed something of what the node contributes.
    ///
    /// @param least the revision of the source that the node has to have heard: else it missed something
    public record Pulled(ActorRef<IdentityReplica.Command> replica, long least) implements Command {}

    private record EpochGiven(CatalogSequencer.Epoch epoch) implements Command {}

    private record Listed(EndpointsChange all) implements Command {}

    private record ShardSaid(IdentityReplica.ShardMessage message) implements Command {}

    /// The sequencer or the source has not answered: it may have moved to another member.
    private record AskAgain() implements Command {}

    /// Whom a node talks to.
    ///
    /// @param identities the replica of its member
    /// @param others the replicas of the other members
    public record Surroundings(
            ActorRef<CatalogSequencer.Command> sequencer,
            ActorRef<SourceActor.Command> source,
            ActorRef<IdentityReplica.Command> identities,
            Supplier<List<ActorRef<IdentityReplica.Command>>> others,
            Hosts hosts,
            EngineCounts counts) {
        private ActorRef<HostSessions.Command> sessions(String node) {
            return hosts.sessions.get(HostGroup.of(node, hosts.sessions.size()));
        }
    }

    /// Where hosts are served.
    ///
    /// @param home where hosts reach this member
    public record Hosts(List<ActorRef<HostSessions.Command>> sessions, String home) {}

    /// How long the sequencer and the source may take to answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final String node;
    private final Surroundings around;
    private final NodeState state;
    private final TimerScheduler<Command> timers;
    private final long epoch;
    private final ActorRef<IdentityReplica.ShardMessage> shard;
    private final Map<ResourceKey, EndpointState> endpoints = new HashMap<>();
    private final List<IdentityReplica.SayHowYouAre> waiting = new ArrayList<>();
    private final NewEndpoints arrived = new NewEndpoints();

    private NodeActor(ActorContext<Command> context, TimerScheduler<Command> timers, Life life) {
        this.context = context;
        this.timers = timers;
        this.node = life.node;
        this.around = life.around;
        this.epoch = life.epoch;
        this.state = new NodeState(node, epoch);
        this.shard = context.messageAdapter(IdentityReplica.ShardMessage.class, ShardSaid::new);
    }

    private record Life(String node, Surroundings around, long epoch) {}

    /// A node of which nothing is known yet.
    public static Behavior<Command> create(String node, Surroundings around) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
                    var epochGiven = context.messageAdapter(CatalogSequencer.Epoch.class, EpochGiven::new);
                    around.sequencer.tell(new CatalogSequencer.GetEpoch(epochGiven));
                    timers.startTimerWithFixedDelay(new AskAgain(), PATIENCE);
                    return Behaviors.receiveMessage(message -> {
                        if (message instanceof EpochGiven(var epoch)) {
                            timers.cancel(new AskAgain());
                            var actor = new NodeActor(context, timers, new Life(node, around, epoch.number()));
                            actor.begin(!stash.isEmpty() && isWhole(stash.head()));
                            return stash.unstashAll(actor.behavior());
                        }
                        if (message instanceof AskAgain) {
                            around.sequencer.tell(new CatalogSequencer.GetEpoch(epochGiven));
                        } else {
                            stash.stash(message);
                        }
                        return Behaviors.same();
                    });
                })));
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive(Command.class)
                .onAnyMessage(this::onMessage)
                .onSignal(PostStop.class, _ -> leave())
                .build();
    }

    /// It lives elsewhere from now on, or not at all: what it contributed stands.
    private Behavior<Command> leave() {
        around.sessions(node).tell(new HostSessions.NodeLeft(node, epoch));
        around.identities.tell(new IdentityReplica.Left(node, epoch));
        return Behaviors.same();
    }

    private void begin(boolean isTold) {
        send(isTold ? state.beganTold() : state.began());
    }

    private static boolean isWhole(Command command) {
        return command instanceof Heard(SourceActor.EndpointsChanged(var change)) && change.isWhole();
    }

    private Behavior<Command> onMessage(Command message) {
        long began = around.counts.now();
        hear(message);
        answerWaiting();
        around.counts.did(Step.RULE_SETS, began);
        return Behaviors.same();
    }

    private void hear(Command message) {
        switch (message) {
            case Heard(SourceActor.EndpointsChanged(var change)) -> {
                arrived.heard(change, endpoints.keySet(), around.counts.now());
                send(state.changed(change));
            }
            case Heard(SourceActor.Gone(var revision)) -> send(state.forgotten(revision));
            case Listed(var all) -> {
                timers.cancel(new AskAgain());
                send(state.listed(all));
            }
            case ShardSaid(IdentityReplica.Told(var advance)) -> send(state.advanced(advance));
            case ShardSaid(IdentityReplica.SayHowYouAre asked) -> waiting.add(asked);
            case ShardSaid(IdentityReplica.SayNow(var replyTo)) -> replyTo.tell(state.report());
            case ShardSaid(IdentityReplica.Forgotten(var at)) -> send(state.forgotten(at));
            case Pulled pulled -> answer(pulled);
            case HostCame(var from) -> from.tell(whereabouts(from));
            case AskAgain() -> listEndpoints();
            case EpochGiven _ -> {} // it has begun
        }
    }

    private void send(List<NodeState.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case NodeState.Contribute(var contribution) -> {
                    around.identities().tell(new IdentityReplica.Contributed(contribution));
                    contribute(contribution, around.others.get());
                }
                case NodeState.Subscribe(var epoch) ->
                    around.identities().tell(new IdentityReplica.Subscribed(node, epoch, shard));
                case NodeState.Use(var sets) -> around.identities().tell(new IdentityReplica.Used(sets));
                case NodeState.ListEndpoints() -> listEndpoints();
                case NodeState.MakeRuleSet request ->
                    send(state.ruleSetMade(endpoint(request.endpoint().key()).asked(request)));
                case NodeState.EndpointGone(var key) -> endpoints.remove(key);
                case NodeState.Offering(var offer) -> {
                    var times = arrived.offered(offer.needs().endpoints());
                    if (!times.isEmpty()) {
                        around.sessions(node).tell(new HostSessions.Arrived(node, times));
                    }
                    around.sessions(node).tell(new HostSessions.Offered(offer));
                }
            }
        }
    }

    private void answer(Pulled pulled) {
        if (state.report().revision() < pulled.least && !timers.isTimerActive(new AskAgain())) {
            listEndpoints();
        }
        for (var output : state.pulled()) {
            if (output instanceof NodeState.Contribute(var contribution)) {
                contribute(contribution, List.of(pulled.replica));
            }
        }
    }

    private static void contribute(Contribution contribution, List<ActorRef<IdentityReplica.Command>> to) {
        to.forEach(replica -> replica.tell(new IdentityReplica.Contributed(contribution)));
    }

    private HostSessions.Command whereabouts(ActorRef<HostSessions.Command> from) {
        return around.sessions(node).equals(from)
                ? new HostSessions.NodeIsHere(node)
                : new HostSessions.NodeIsElsewhere(node, around.hosts.home);
    }

    private void listEndpoints() {
        timers.startSingleTimer(new AskAgain(), PATIENCE);
        around.source()
                .tell(new SourceActor.GetEndpoints(node, context.messageAdapter(EndpointsChange.class, Listed::new)));
    }

    private EndpointState endpoint(ResourceKey key) {
        return endpoints.computeIfAbsent(key, _ -> new EndpointState());
    }

    private void answerWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        var report = state.report();
        if (report.settled()) {
            waiting.forEach(asked ->
                    around.sessions(node).tell(new HostSessions.PassOn(report, asked.version(), asked.replyTo())));
            waiting.clear();
        }
    }
}
