package io.margay.actors.identity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.selector.SelectorActor;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Reached;
import io.margay.engine.node.NodeReport;
import io.margay.engine.source.CatalogState;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.ShardState;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.UsedSets;
import io.margay.model.ruleset.SetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One a shard: who has which address, what each set in use means, and the log of how both changed.
///
/// Hears contributors, CatalogReplica, the source, and NodeActors say what they use. Tells each new version to the
/// few HostSessions, in one message each, and to those NodeActors whose own endpoints it concerns; a SelectorActor
/// what its set means. Tells nothing before the shard is in sync.
public final class IdentityReplica {
    public sealed interface Command extends ClusterMessage {}

    /// A contributor said something.
    public record Contributed(Contribution contribution) implements Command {}

    /// The source begins to say all that there is.
    ///
    /// @param after what an earlier one completed up to this revision, is not heard any more
    public record SourceBegan(long after) implements Command {}

    /// The replica of another member has heard so much of the nodes that live there.
    public record ReachedElsewhere(List<Reached> reached) implements Command {}

    /// The highest epoch of any contributor that was heard, please.
    public record GetHighestEpoch(ActorRef<HighestEpoch> replyTo) implements Command {}

    /// The highest epoch of any contributor that a replica has heard.
    public record HighestEpoch(long epoch) implements ClusterMessage {}

    /// A life of a node has ended here: it lives elsewhere.
    public record Left(String node, long epoch) implements Command {}

    /// The source says that a contributor is no more since a revision.
    public record ContributorGone(String contributor, long revision) implements Command {}

    /// The catalogue is another, or the same at a later revision.
    public record CatalogAdvanced(CatalogState.Advanced advanced) implements Command {}

    /// The source has said everything up to a revision.
    public record Completed(long revision, Map<String, Long> due) implements Command {}

    /// A node uses these sets and no others.
    public record Used(UsedSets sets) implements Command {}

    /// The node wants to be told of versions, from the present one on.
    public record Subscribed(String node, long epoch, ActorRef<ShardMessage> subscriber) implements Command {}

    /// A group of links knows nothing: it is told from the next version on.
    public record LinksBegan(HostGroup group, ActorRef<HostAdvance> links) implements Command {}

    /// Each of these nodes is to say how it is, please, once it is as it should be at the present version.
    public record AskNodes(List<String> nodes, ActorRef<NodeReport> replyTo) implements Command {}

    /// What a set means, please. No answer where it is not in use.
    public record GetMeaning(SetId set, ActorRef<SelectorActor.Report> replyTo) implements Command {}

    /// The version, please, as soon as it has all up to this revision of the source.
    public record GetSettled(long revision, ActorRef<Settled> replyTo) implements Command {}

    /// How this replica is now, please; and each node that lives here, whether it is as it should be or not.
    public record GetPresent(ActorRef<Present> replyTo, ActorRef<NodeReport> nodes) implements Command {}

    /// Make the next version of what came.
    ///
    /// @param isIntervalOver whether that for which changes were gathered is over
    record Flush(boolean isIntervalOver) implements Command {}

    private record Heal() implements Command {}

    /// What a shard tells a node.
    public sealed interface ShardMessage {}

    /// A version that concerns the node's own endpoints.
    public record Told(NodeAdvance advance) implements ShardMessage {}

    /// Say how you are, please, once you and your host are as you should be at a version.
    public record SayHowYouAre(long version, ActorRef<NodeReport> replyTo) implements ShardMessage {}

    /// Say how you are now, please.
    public record SayNow(ActorRef<NodeReport> replyTo) implements ShardMessage {}

    /// The source, which began anew, does not name the node any more at a revision.
    public record Forgotten(long revision) implements ShardMessage {}

    /// All that the source said up to a revision is in this version.
    ///
    /// @param here the nodes that live here
    public record Settled(long revision, ShardView view, Set<String> here) {}

    /// How a replica is.
    ///
    /// @param isInSync whether it knows all that the source has said, and tells hosts
    /// @param awaited who has not said what they should have
    /// @param nodes how many live here, and say how they are
    public record Present(boolean isInSync, Set<String> awaited, int nodes) {}

    /// What a replica has around it.
    ///
    /// @param others the replicas of the other members
    /// @param isAlone whether there can be none: then nothing is lost
    public record Surroundings(Pull pull, Supplier<List<ActorRef<Command>>> others, boolean isAlone) {}

    /// Asks a contributor to say everything again.
    public interface Pull {
        /// To this replica.
        ///
        /// @param least the revision of its source that it has to have heard; 0: any
        void ask(String contributor, long least, ActorRef<Command> replica);
    }

    private static final Duration HEAL_INTERVAL = Duration.ofSeconds(5);
    private static final int REACHED_IN_A_MESSAGE = 1_000;

    private final ActorContext<Command> context;
    private final Gathering gathering;
    private final ShardState state;
    private final Map<String, Subscribed> subscribers = new HashMap<>();
    /// The nodes that live here, as one object for as long as they are the same; null: to be made.
    private @Nullable Set<String> here;
    private final Map<Integer, ActorRef<HostAdvance>> links = new TreeMap<>();
    private final SelectorActors selectors;
    private final Map<String, List<SayHowYouAre>> unanswered = new HashMap<>();
    private final List<GetSettled> waiting = new ArrayList<>();
    private final Surroundings around;
    private final ReplicaCounts counts;
    private long highestEpoch;
    /// Who was awaited at the last [Heal].
    private Map<String, Long> awaitedBefore = Map.of();
    /// Whether the source is saying all that there is.
    private boolean isListing;
    private long after = -1;

    private IdentityReplica(ActorContext<Command> context, TimerScheduler<Command> timers, Settings settings) {
        this.state = new ShardState(settings.incarnation);
        this.context = context;
        this.selectors = new SelectorActors(context);
        this.gathering = new Gathering(context.getSelf(), settings.flushInterval);
        this.around = settings.around;
        this.counts = new ReplicaCounts(settings.counts, state);
        if (!around.isAlone) {
            timers.startTimerWithFixedDelay(new Heal(), HEAL_INTERVAL);
        }
    }

    /// How a replica works.
    ///
    /// @param flushInterval how long changes are gathered into one version at least; see [Gathering]
    /// @param incarnation another than that of any replica that hosts have heard of
    public record Settings(Duration flushInterval, long incarnation, Surroundings around, EngineCounts counts) {}

    /// A replica that knows nothing yet.
    public static Behavior<Command> create(Settings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> Behaviors.receiveMessage(new IdentityReplica(context, timers, settings)::onMessage)));
    }

    private Behavior<Command> onMessage(Command message) {
        long began = counts.now();
        hear(message);
        answerWaiting();
        counts.did(message, began, selectors.count());
        return Behaviors.same();
    }

    private void hear(Command message) {
        switch (message) {
            case Contributed(var contribution) -> {
                highestEpoch = Math.max(highestEpoch, contribution.epoch());
                send(state.contributed(contribution));
                if (subscribers.containsKey(contribution.contributor())) {
                    counts.contributed(contribution.contributor());
                }
            }
            case SourceBegan(var first) -> {
                after = first;
                isListing = true;
            }
            case ContributorGone(var contributor, var revision) -> {
                send(state.contributorGone(contributor, revision));
                counts.left(contributor);
            }
            case CatalogAdvanced(var it) -> send(state.catalogAdvanced(it.revision(), it.catalog(), it.change()));
            case Completed it -> complete(it);
            case ReachedElsewhere(var reached) -> compare(reached);
            case GetHighestEpoch(var replyTo) -> replyTo.tell(new HighestEpoch(highestEpoch));
            case Heal() -> heal();
            case Left it -> leave(it);
            case Used(var sets) -> use(sets);
            case Subscribed subscribed -> subscribe(subscribed);
            case LinksBegan(var group, var began) -> {
                links.put(group.number(), began);
                send(state.linksBegan(group));
            }
            case AskNodes(var names, var replyTo) -> ask(names, replyTo);
            case GetMeaning(var set, var replyTo) ->
                selectors.tell(state.view(), set, new SelectorActor.GetReport(replyTo));
            case GetSettled waits -> waiting.add(waits);
            case GetPresent(var replyTo, var nodes) -> sayPresent(replyTo, nodes);
            case Flush flush -> flush(flush);
        }
    }

    private void complete(Completed it) {
        if (it.revision <= after) {
            return;
        }
        if (isListing) {
            subscribers.values().stream()
                    .filter(node -> !it.due.containsKey(node.node()))
                    .forEach(node -> node.subscriber().tell(new Forgotten(it.revision)));
        }
        send(isListing ? state.listed(it.revision, it.due) : state.completed(it.revision, it.due));
        isListing = false;
    }

    /// Asks again whoever has not said what it should have, and tells the others how far the nodes here were heard.
    private void heal() {
        var awaited = state.awaited();
        awaited.forEach((contributor, least) -> {
            if (awaitedBefore.containsKey(contributor)) {
                around.pull.ask(contributor, least, context.getSelf());
            }
        });
        awaitedBefore = awaited;
        sayReached();
    }

    private void sayReached() {
        var others = around.others.get();
        if (others.isEmpty()) {
            return;
        }
        var here = new ArrayList<Reached>();
        for (var node : subscribers.keySet()) {
            var reached = state.reached(node);
            if (reached != null) {
                here.add(reached);
            }
        }
        for (int at = 0; at < here.size(); at += REACHED_IN_A_MESSAGE) {
            var said = new ReachedElsewhere(here.subList(at, Math.min(at + REACHED_IN_A_MESSAGE, here.size())));
            others.forEach(other -> other.tell(said));
        }
    }

    private void compare(List<Reached> elsewhere) {
        for (var it : elsewhere) {
            var here = state.reached(it.contributor());
            if (here == null ? !state.isGone(it.contributor()) : here.isBehind(it)) {
                pull(it.contributor());
            }
        }
    }

    private void pull(String contributor) {
        around.pull.ask(contributor, 0, context.getSelf());
    }

    private void leave(Left it) {
        var known = subscribers.get(it.node);
        if (known != null && known.epoch() == it.epoch) {
            subscribers.remove(it.node);
            here = null;
            counts.left(it.node);
        }
        send(state.left(it.node, it.epoch));
    }

    private void send(List<ShardState.Output> outputs) {
        for (var output : outputs) {
            switch (output) {
                case ShardState.FlushSoon() -> {
                    counts.changed();
                    gathering.changed();
                }
                case ShardState.Pull(var contributor) -> pull(contributor);
                case ShardState.Tell(var node, var advance) -> tell(node, new Told(advance));
                case ShardState.TellHosts(var advance) -> links.values().forEach(group -> group.tell(advance));
                case ShardState.MeaningChanged it -> selectors.changed(it);
                case ShardState.OutOfUse(var set) -> selectors.stop(set);
            }
        }
    }

    private void flush(Flush asked) {
        if (gathering.isDue(asked)) {
            var outputs = state.flushed();
            if (outputs.isEmpty()) {
                gathering.madeNone();
            } else {
                gathering.made(Gathering.told(outputs));
            }
            counts.flushed();
            send(outputs);
        }
    }

    /// What an earlier life of a node says late does not turn away the present one.
    private void subscribe(Subscribed it) {
        highestEpoch = Math.max(highestEpoch, it.epoch());
        var known = subscribers.get(it.node());
        if (known != null && it.epoch() < known.epoch()) {
            return;
        }
        if (subscribers.put(it.node(), it) == null) {
            here = null;
        }
        send(state.subscribed(it.node(), it.epoch()));
        unanswered.getOrDefault(it.node(), List.of()).forEach(it.subscriber()::tell);
        unanswered.remove(it.node());
    }

    private void use(UsedSets sets) {
        if (!state.used(sets).isEmpty()) {
            counts.changed();
            gathering.asked();
        }
    }

    private void tell(String node, ShardMessage message) {
        var subscriber = subscribers.get(node);
        if (subscriber != null) {
            subscriber.subscriber().tell(message);
        }
    }

    private void ask(List<String> names, ActorRef<NodeReport> replyTo) {
        var view = state.view();
        var question = new SayHowYouAre(view == null ? 0 : view.version(), replyTo);
        names.forEach(node -> ask(node, question));
    }

    private void sayPresent(ActorRef<Present> replyTo, ActorRef<NodeReport> nodes) {
        var awaited = state.awaited().keySet();
        replyTo.tell(new Present(state.view() != null && awaited.isEmpty(), Set.copyOf(awaited), subscribers.size()));
        subscribers.values().forEach(node -> node.subscriber().tell(new SayNow(nodes)));
    }

    /// What is asked of a node goes the way of its versions, so that it is answered after them.
    private void ask(String node, SayHowYouAre question) {
        var subscriber = subscribers.get(node);
        if (subscriber == null) {
            unanswered.computeIfAbsent(node, _ -> new ArrayList<>()).add(question);
        } else {
            subscriber.subscriber().tell(question);
        }
    }

    private void answerWaiting() {
        var view = state.view();
        if (waiting.isEmpty() || view == null || !state.settled()) {
            return;
        }
        if (here == null) {
            here = Set.copyOf(subscribers.keySet());
        }
        var settled = new Settled(state.completeRevision(), view, here);
        waiting.removeIf(waits -> {
            boolean answered = waits.revision() <= settled.revision();
            if (answered) {
                waits.replyTo().tell(settled);
            }
            return answered;
        });
    }
}
