package io.margay.actors.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.HostGroup;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One a node, on the member that its part of the nodes is on.
///
/// Hears the source (its endpoints) and IdentityReplica (versions that concern these). Tells IdentityReplica what it
/// contributes and uses, and the HostSessions of its host what that should hold. Has each endpoint's state make its
/// rule set in its own turn. Begins with an epoch, then lists its endpoints; what it hears before that waits.
public final class NodeActor {
    public sealed interface Command extends ClusterMessage {}

    /// The source said something.
    public record Heard(SourceActor.NodeNews news) implements Command {}

    /// A host is there: its node begins, if it has not.
    public record HostCame() implements Command {}

    private record EpochGiven(CatalogSequencer.Epoch epoch) implements Command {}

    private record Listed(EndpointsChange all) implements Command {}

    private record ShardSaid(IdentityReplica.ShardMessage message) implements Command {}

    private record PullAsked(IdentityReplica.Pull pull) implements Command {}

    /// Whom a node talks to.
    public record Surroundings(
            ActorRef<CatalogSequencer.Command> sequencer,
            ActorRef<SourceActor.Command> source,
            ActorRef<IdentityReplica.Command> identities,
            List<ActorRef<HostSessions.Command>> sessions) {
        private ActorRef<HostSessions.Command> sessions(String node) {
            return sessions.get(HostGroup.of(node, sessions.size()));
        }
    }

    private final ActorContext<Command> context;
    private final String node;
    private final Surroundings around;
    private final NodeState state;
    private final ActorRef<IdentityReplica.Pull> pull;
    private final ActorRef<IdentityReplica.ShardMessage> shard;
    private final Map<ResourceKey, EndpointState> endpoints = new HashMap<>();
    private final List<IdentityReplica.SayHowYouAre> waiting = new ArrayList<>();

    private NodeActor(ActorContext<Command> context, String node, Surroundings around, long epoch) {
        this.context = context;
        this.node = node;
        this.around = around;
        this.state = new NodeState(node, epoch);
        this.pull = context.messageAdapter(IdentityReplica.Pull.class, PullAsked::new);
        this.shard = context.messageAdapter(IdentityReplica.ShardMessage.class, ShardSaid::new);
    }

    /// A node of which nothing is known yet.
    public static Behavior<Command> create(String node, Surroundings around) {
        return Behaviors.setup(context -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
            around.sequencer()
                    .tell(new CatalogSequencer.GetEpoch(
                            context.messageAdapter(CatalogSequencer.Epoch.class, EpochGiven::new)));
            return Behaviors.receiveMessage(message -> {
                if (message instanceof EpochGiven(var epoch)) {
                    var actor = new NodeActor(context, node, around, epoch.number());
                    actor.begin(!stash.isEmpty() && isWhole(stash.head()));
                    return stash.unstashAll(Behaviors.receiveMessage(actor::onMessage));
                }
                stash.stash(message);
                return Behaviors.same();
            });
        }));
    }

    private void begin(boolean isTold) {
        send(isTold ? state.beganTold() : state.began());
    }

    private static boolean isWhole(Command command) {
        return command instanceof Heard(SourceActor.EndpointsChanged(var change)) && change.isWhole();
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Heard(SourceActor.EndpointsChanged(var change)) -> send(state.changed(change));
            case Heard(SourceActor.Gone()) -> send(state.gone());
            case Listed(var all) -> send(state.listed(all));
            case ShardSaid(IdentityReplica.Told(var advance)) -> send(state.advanced(advance));
            case ShardSaid(IdentityReplica.SayHowYouAre asked) -> waiting.add(asked);
            case PullAsked _ -> send(state.pulled());
            case EpochGiven _, HostCame _ -> {} // it has begun
        }
        answerWaiting();
        return Behaviors.same();
    }

    private void send(List<NodeState.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case NodeState.Contribute(var contribution) ->
                    around.identities().tell(new IdentityReplica.Contributed(contribution, pull));
                case NodeState.Subscribe(var epoch) ->
                    around.identities().tell(new IdentityReplica.Subscribed(node, epoch, shard));
                case NodeState.Use(var sets) -> around.identities().tell(new IdentityReplica.Used(sets));
                case NodeState.ListEndpoints() -> listEndpoints();
                case NodeState.MakeRuleSet request ->
                    send(state.ruleSetMade(endpoint(request.endpoint().key()).asked(request)));
                case NodeState.EndpointGone(var key) -> endpoints.remove(key);
                case NodeState.Offering(var offer) -> around.sessions(node).tell(new HostSessions.Offered(offer));
            }
        }
    }

    private void listEndpoints() {
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
