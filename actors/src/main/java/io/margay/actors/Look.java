package io.margay.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.view.MemberView;
import io.margay.actors.view.MemberView.NodeNow;
import io.margay.engine.node.NodeReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One a question "how is this member now?". Asks the replica, and through it every node that lives here; answers with
/// what it has heard when all have answered, or the time is over.
final class Look {
    sealed interface Command {}

    private record ReplicaSaid(IdentityReplica.Present present) implements Command {}

    private record NodeSaid(NodeReport report) implements Command {}

    private record Late() implements Command {}

    /// The question: who asks, and for how long.
    record Asked(Duration atMost, ActorRef<MemberView> replyTo) {}

    private static final int MOST_NAMED = 20;

    private final ActorRef<MemberView> replyTo;
    private final Map<String, NodeNow> nodes = new TreeMap<>();
    private IdentityReplica.Present present = new IdentityReplica.Present(false, Set.of(), -1);

    private Look(ActorRef<MemberView> replyTo) {
        this.replyTo = replyTo;
    }

    /// One question, which ends with its answer.
    static Behavior<Command> create(ActorRef<IdentityReplica.Command> identities, Asked asked) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new Late(), asked.atMost);
            identities.tell(question(context));
            return Behaviors.receiveMessage(new Look(asked.replyTo)::onMessage);
        }));
    }

    private static IdentityReplica.GetPresent question(ActorContext<Command> context) {
        return new IdentityReplica.GetPresent(
                context.messageAdapter(IdentityReplica.Present.class, ReplicaSaid::new),
                context.messageAdapter(NodeReport.class, NodeSaid::new));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case ReplicaSaid(var it) -> present = it;
            case NodeSaid(var report) -> nodes.put(report.node(), NodeNow.of(report));
            case Late() -> {
                return answer();
            }
        }
        return nodes.size() == present.nodes() ? answer() : Behaviors.same();
    }

    private Behavior<Command> answer() {
        var awaited = present.awaited().stream().sorted().limit(MOST_NAMED).toList();
        replyTo.tell(new MemberView(present.isInSync(), awaited, List.copyOf(nodes.values())));
        return Behaviors.stopped();
    }
}
