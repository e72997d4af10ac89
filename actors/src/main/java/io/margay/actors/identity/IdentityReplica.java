package io.margay.actors.identity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.selector.SelectorActor;
import io.margay.engine.identity.Contribution;
import io.margay.engine.source.CatalogState;
import io.margay.engine.transaction.NamedSet;
import io.margay.engine.transaction.ShardState;
import io.margay.engine.transaction.ShardView;
import io.margay.model.ruleset.SetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One a shard: who has which address, what each set in use means, and the log of how both changed.
///
/// Hears contributors, CatalogReplica, the source, and NodeActors say what they use. Tells NodeActors each new version,
/// and a SelectorActor what its set means. Tells nothing before the shard is in sync.
public final class IdentityReplica {
    public sealed interface Command extends ClusterMessage {}

    /// A contributor said something.
    public record Contributed(Contribution contribution, ActorRef<Pull> replyTo) implements Command {}

    /// The source says that a contributor is no more since a revision.
    public record ContributorGone(String contributor, long revision) implements Command {}

    /// The catalogue is another, or the same at a later revision.
    public record CatalogAdvanced(CatalogState.Advanced advanced) implements Command {}

    /// The source has said everything up to a revision.
    public record Completed(long revision, Map<String, Long> due) implements Command {}

    /// A node uses these sets and no others.
    public record Used(String node, List<NamedSet> sets) implements Command {}

    /// The node wants to be told each version.
    public record Subscribed(String node, ActorRef<ShardView> subscriber) implements Command {}

    /// What a set means, please: as soon as it is in use.
    public record GetMeaning(SetId set, ActorRef<SelectorActor.Report> replyTo) implements Command {}

    /// The version, please, as soon as it has all up to this revision of the source.
    public record GetSettled(long revision, ActorRef<Settled> replyTo) implements Command {}

    private record Flush() implements Command {}

    /// To a contributor: say everything again.
    public record Pull(ActorRef<Command> replica) {}

    /// All that the source said up to a revision is in this version.
    public record Settled(long revision, long version) {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Duration flushInterval;
    private final ShardState state = new ShardState();
    private final Map<String, ActorRef<ShardView>> subscribers = new HashMap<>();
    private final Map<SetId, ActorRef<SelectorActor.Command>> selectors = new HashMap<>();
    private final List<GetSettled> waiting = new ArrayList<>();
    private long selectorsMade;

    private IdentityReplica(ActorContext<Command> context, TimerScheduler<Command> timers, Duration flushInterval) {
        this.context = context;
        this.timers = timers;
        this.flushInterval = flushInterval;
    }

    /// A replica that knows nothing yet.
    ///
    /// @param flushInterval how long changes are gathered into one version
    public static Behavior<Command> create(Duration flushInterval) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> Behaviors.receiveMessage(new IdentityReplica(context, timers, flushInterval)::onMessage)));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Contributed(var contribution, var replyTo) -> send(state.contributed(contribution), replyTo);
            case ContributorGone(var contributor, var revision) ->
                send(state.contributorGone(contributor, revision), null);
            case CatalogAdvanced(var it) ->
                send(
                        state.catalogAdvanced(
                                it.revision(), it.catalog(), it.change().profiles()),
                        null);
            case Completed(var revision, var due) -> send(state.completed(revision, due), null);
            case Used(var node, var sets) -> send(state.used(node, sets), null);
            case Subscribed(var node, var subscriber) -> subscribe(node, subscriber);
            case GetMeaning(var set, var replyTo) -> tellSelector(set, new SelectorActor.GetReport(replyTo));
            case GetSettled waits -> waiting.add(waits);
            case Flush() -> send(state.flushed(), null);
        }
        answerWaiting();
        return Behaviors.same();
    }

    private void send(List<ShardState.Output> outputs, @Nullable ActorRef<Pull> contributor) {
        for (var output : outputs) {
            switch (output) {
                case ShardState.FlushSoon() -> flushSoon();
                case ShardState.Pull _ -> pull(contributor);
                case ShardState.Advanced(var view) -> subscribers.values().forEach(subscriber -> subscriber.tell(view));
                case ShardState.MeaningChanged it ->
                    selector(it.set()).tell(new SelectorActor.MeaningChanged(it.meaning(), it.version(), it.users()));
                case ShardState.OutOfUse(var set) -> stop(set);
            }
        }
    }

    private void flushSoon() {
        if (!timers.isTimerActive(Flush.class)) {
            timers.startSingleTimer(Flush.class, new Flush(), flushInterval);
        }
    }

    private void pull(@Nullable ActorRef<Pull> contributor) {
        if (contributor != null) {
            contributor.tell(new Pull(context.getSelf()));
        }
    }

    private void subscribe(String node, ActorRef<ShardView> subscriber) {
        subscribers.put(node, subscriber);
        var view = state.view();
        if (view != null) {
            subscriber.tell(view);
        }
    }

    private ActorRef<SelectorActor.Command> selector(NamedSet set) {
        return selectors.computeIfAbsent(
                set.id(), _ -> context.spawn(SelectorActor.create(set), "selector-" + ++selectorsMade));
    }

    private void tellSelector(SetId set, SelectorActor.Command command) {
        var selector = selectors.get(set);
        if (selector != null) {
            selector.tell(command);
        }
    }

    private void stop(SetId set) {
        var selector = selectors.remove(set);
        if (selector != null) {
            context.stop(selector);
        }
    }

    private void answerWaiting() {
        var view = state.view();
        if (waiting.isEmpty() || view == null || !state.settled()) {
            return;
        }
        var settled = new Settled(state.completeRevision(), view.version());
        waiting.removeIf(waits -> {
            boolean answered = waits.revision() <= settled.revision();
            if (answered) {
                waits.replyTo().tell(settled);
            }
            return answered;
        });
    }
}
