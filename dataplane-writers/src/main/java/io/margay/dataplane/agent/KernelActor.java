package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import java.util.List;

/// The thread on which a writer works: it blocks, so nobody else is on it.
///
/// Hears its WriterActor, one request at a time; says what came of each.
final class KernelActor {
    /// What it is told.
    sealed interface Command {}

    /// Apply a plan.
    record Apply(Plan plan, ActorRef<Writer.Outcome> replyTo) implements Command {}

    /// Look outside again.
    record Refresh(ActorRef<Writer.Outcome> replyTo) implements Command {}

    /// Look whether it has just these.
    record Check(List<SetPlan.Whole> sets, ActorRef<Writer.Outcome> replyTo) implements Command {}

    /// Let these packets pass by.
    record Release(Releases releases, ActorRef<Writer.Outcome> replyTo) implements Command {}

    private KernelActor() {}

    /// The actor, to be spawned on a dispatcher of its own.
    static Behavior<Command> create(Writer writer) {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Apply(var plan, var replyTo) -> replyTo.tell(writer.apply(plan));
                case Release(var releases, var replyTo) -> replyTo.tell(writer.release(releases));
                case Check(var sets, var replyTo) -> replyTo.tell(writer.check(sets));
                case Refresh(var replyTo) -> replyTo.tell(writer.refresh());
            }
            return Behaviors.same();
        });
    }
}
