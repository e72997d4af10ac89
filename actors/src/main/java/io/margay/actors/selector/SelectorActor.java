package io.margay.actors.selector;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.engine.transaction.SharedSet;
import org.jspecify.annotations.Nullable;

/// One a shard for each set that its nodes use: what it means, and how often that changed.
///
/// Hears IdentityReplica, which is its parent, only when its meaning changes; answers whoever asks. It begins when one
/// of the two happens first: of 50,000 sets in use most mean the same for ever. Hosts are not told from here: they read
/// the log.
///
/// Layout: as there may be many thousand of them, an actor is its own behaviour, and all begin with one that is the
/// same object, for which Akka makes what it keeps of a behaviour once and not ten objects for each.
public final class SelectorActor extends ExtensibleBehavior<SelectorActor.Command> {
    public sealed interface Command extends ClusterMessage {}

    /// It means something else from a version on, or is new in it.
    public record MeaningChanged(SharedSet set, long version, int users) implements Command {}

    /// What is known of it, please.
    public record GetReport(ActorRef<Report> replyTo) implements Command {}

    /// What is known of a set.
    ///
    /// @param since the version since which it means this
    /// @param changes how often its meaning changed since it came into use
    /// @param users how many nodes used it then
    public record Report(SharedSet set, long since, long changes, int users) {}

    private static final Behavior<Command> FIRST = Behaviors.setup(_ -> new SelectorActor());

    private @Nullable SharedSet set;
    private long since;
    private long changes = -1;
    private int users;

    private SelectorActor() {}

    /// A set that has no meaning yet.
    public static Behavior<Command> create() {
        return FIRST;
    }

    @Override
    public Behavior<Command> receive(TypedActorContext<Command> context, Command message) {
        switch (message) {
            case MeaningChanged it -> {
                set = it.set();
                since = it.version();
                users = it.users();
                changes++;
            }
            case GetReport(var replyTo) -> report(replyTo);
        }
        return Behaviors.same();
    }

    @Override
    public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
        return Behaviors.unhandled();
    }

    private void report(ActorRef<Report> replyTo) {
        if (set != null) {
            replyTo.tell(new Report(set, since, changes, users));
        }
    }
}
