package io.margay.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.source.SourceActor;
import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.ShardView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One a question "what does every node of this member hold, once nothing moves any more?".
///
/// Asks the source what there is, the replica for a version with all of it, and through the replica every node for its
/// state after that version; each answers when it has it. If the replica has gone on meanwhile, the same again from
/// there.
final class Settlement {
    sealed interface Command {}

    private record ExtentSaid(SourceActor.Extent extent) implements Command {}

    private record ShardSettled(IdentityReplica.Settled settled) implements Command {}

    private record NodeSettled(NodeReport report) implements Command {}

    private record Late() implements Command {}

    private record Again() implements Command {}

    /// The question: who asks, and for how long.
    record Asked(Duration atMost, ActorRef<Settled> replyTo) {}

    /// All nodes of this member, in the order of their names, and the version that they are of.
    record Settled(List<NodeReport> nodes, ShardView view) {}

    /// After so long a silence everything is asked again: what is said between members may be lost, and a node that
    /// moves away meanwhile says nothing.
    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final ActorRef<IdentityReplica.Command> identities;
    private final ActorRef<Settled> replyTo;
    private final Runnable askSource;
    private final ActorRef<IdentityReplica.Settled> shardSettled;
    private final ActorRef<NodeReport> nodeSettled;
    private final Map<String, NodeReport> reports = new TreeMap<>();
    private SourceActor.Extent extent = new SourceActor.Extent(0, List.of());
    private List<String> here = List.of();
    private long version = -1;
    private boolean isSilent;

    private Settlement(
            ActorContext<Command> context,
            ActorRef<SourceActor.Command> source,
            ActorRef<IdentityReplica.Command> identities,
            ActorRef<Settled> replyTo) {
        var said = context.messageAdapter(SourceActor.Extent.class, ExtentSaid::new);
        this.askSource = () -> source.tell(new SourceActor.GetExtent(said));
        this.identities = identities;
        this.replyTo = replyTo;
        this.shardSettled = context.messageAdapter(IdentityReplica.Settled.class, ShardSettled::new);
        this.nodeSettled = context.messageAdapter(NodeReport.class, NodeSettled::new);
    }

    /// One question, which ends with its answer, or when nobody waits for that any more.
    static Behavior<Command> create(
            ActorRef<SourceActor.Command> source, ActorRef<IdentityReplica.Command> identities, Asked asked) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new Late(), asked.atMost);
            timers.startTimerWithFixedDelay(new Again(), AGAIN);
            var settlement = new Settlement(context, source, identities, asked.replyTo);
            settlement.askSource.run();
            return Behaviors.receiveMessage(settlement::onMessage);
        }));
    }

    private Behavior<Command> onMessage(Command message) {
        boolean wasSilent = isSilent;
        isSilent = false;
        switch (message) {
            case ExtentSaid(var said) -> {
                extent = said;
                askShard();
            }
            case ShardSettled(var settled) -> {
                if (settled.view().version() == version && isAnswered()) {
                    replyTo.tell(new Settled(List.copyOf(reports.values()), settled.view()));
                    return Behaviors.stopped();
                }
                here = extent.nodes().stream().filter(settled.here()::contains).toList();
                askNodes(settled.view().version());
            }
            case NodeSettled(var report) -> {
                if (here.contains(report.node())) {
                    reports.put(report.node(), report);
                }
                if (isAnswered()) {
                    askShard();
                }
            }
            case Again() -> {
                if (wasSilent) {
                    askSource.run();
                }
                isSilent = true;
            }
            case Late() -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    private boolean isAnswered() {
        return reports.size() == here.size();
    }

    private void askShard() {
        identities.tell(new IdentityReplica.GetSettled(extent.revision(), shardSettled));
    }

    private void askNodes(long now) {
        version = now;
        reports.clear();
        identities.tell(new IdentityReplica.AskNodes(here, nodeSettled));
        if (here.isEmpty()) {
            askShard();
        }
    }
}
