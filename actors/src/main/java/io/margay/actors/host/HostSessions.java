package io.margay.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.count.Step;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.HostLinks;
import io.margay.engine.transaction.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// A few a shard, about one a processor: the streams of many hosts each, and what these are told.
///
/// Hears IdentityReplica (each version, in one message), NodeActors (what their hosts should hold) and the hosts'
/// streams directly; what these enforce through [Answers]. Wakes the node of a host that comes. A version that
/// concerns hosts' logs alone costs a message, and one for all that answer it at once.
///
/// One that fails begins again without a link: its streams go on, and their hosts are told everything.
public final class HostSessions {
    public sealed interface Command extends ClusterMessage {}

    /// A node says what its host should hold.
    public record Offered(Offer offer) implements Command {}

    /// What the node offers next has endpoints that it did not have before: it heard of them then.
    public record Arrived(String node, List<Long> times) implements Command {}

    /// A host's stream began; from now on it is the one that is told.
    public record Connected(HostSession session) implements Command {}

    /// Where a node lives.
    public sealed interface Whereabouts extends Command {}

    /// A node lives here.
    public record NodeIsHere(String node) implements Whereabouts {}

    /// A node lives on another member.
    ///
    /// @param home where hosts reach that
    public record NodeIsElsewhere(String node, String home) implements Whereabouts {}

    /// A life of a node is over here.
    public record NodeLeft(String node, long epoch) implements Whereabouts {}

    /// The host could not take a revision on.
    public record Failed(HostSession session, long revision, String why) implements Command {}

    /// The stream ended.
    public record Ended(HostSession session) implements Command {}

    /// Pass this report on, please, once it is so on the host, if that is connected, at a version.
    public record PassOn(NodeReport report, long version, ActorRef<NodeReport> replyTo) implements Command {}

    /// Say so, please, once nothing is under way for any host here at a version, or this is overtaken by a later
    /// one.
    ///
    /// @param nodes those that exist: others need nothing, once they heard so
    public record AskRest(long version, Set<String> nodes, ActorRef<AtRest> replyTo) implements Command {}

    /// Nothing was under way for the hosts of a group; of an earlier version than this one, that is not known.
    public record AtRest(long version) {}

    /// Some hosts said what they enforce.
    record Answered() implements Command {}

    /// A host that failed before enforces a revision.
    record Enforced(HostSession session, long revision) implements Command {}

    /// Where nodes live.
    ///
    /// @param isAlone whether all do here
    /// @param wake has a node begin, wherever it lives, and say where that is
    public record Places(boolean isAlone, BiConsumer<String, ActorRef<Command>> wake) {}

    /// What a group has around it.
    public record Around(ActorRef<IdentityReplica.Command> identities, Places places, EngineCounts counts) {}

    private record LookAgain() implements Command {}

    private record Advanced(HostAdvance advance) implements Command {}

    private record Broken(HostSession session, RuntimeException fault) implements Command {}

    /// What stays when the actor begins again.
    private record Outside(
            Answers answers,
            Map<String, HostSession> streams,
            Map<String, List<PassOn>> waiting,
            List<AskRest> restless) {}

    /// How long a node may take to say where it lives.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final HostLinks links;
    private final Around around;
    private final Outside outside;
    private final List<HostSession> heard = new ArrayList<>();

    private HostSessions(ActorContext<Command> context, HostLinks links, Around around, Outside outside) {
        this.context = context;
        this.links = links;
        this.around = around;
        this.outside = outside;
    }

    /// A group without hosts.
    ///
    /// @param answers of its sessions
    /// @param links of no host yet; made anew each time that it begins
    public static Behavior<Command> create(Answers answers, Supplier<HostLinks> links, Around around) {
        var outside = new Outside(answers, new HashMap<>(), new HashMap<>(), new ArrayList<>());
        return Behaviors.supervise(Behaviors.<Command>setup(context -> Behaviors.withTimers(timers -> {
                    if (!around.places.isAlone) {
                        timers.startTimerWithFixedDelay(new LookAgain(), PATIENCE);
                    }
                    var versions = context.messageAdapter(HostAdvance.class, Advanced::new);
                    var begun = links.get();
                    around.identities.tell(new IdentityReplica.LinksBegan(begun.group(), versions));
                    var sessions = new HostSessions(context, begun, around, outside);
                    List.copyOf(outside.streams.values()).forEach(sessions::begin);
                    return Behaviors.receiveMessage(sessions::onMessage);
                })))
                .onFailure(SupervisorStrategy.restart());
    }

    private Behavior<Command> onMessage(Command message) {
        long began = around.counts.now();
        takeAnswers();
        hear(message);
        outside.restless.removeIf(this::isAnswered);
        around.counts.did(Step.HOSTS, began);
        return Behaviors.same();
    }

    private void hear(Command message) {
        switch (message) {
            case Answered() -> {} // taken
            case Enforced(var session, var revision) -> {
                session.heard(revision);
                enforced(session);
            }
            case Advanced(var advance) -> {
                links.advanced(advance);
                List.copyOf(outside.waiting.keySet()).forEach(this::passOn);
            }
            case Offered(var offer) -> {
                links.offered(offer);
                passOn(offer.node());
            }
            case Arrived(var node, var times) -> arrived(node, times);
            case Connected(var session) -> begin(session);
            case LookAgain() -> lookAgain();
            case Whereabouts where -> place(where);
            case Failed(var session, var revision, var why) -> failed(session, revision, why);
            case Ended(var session) -> ended(session);
            case Broken(var session, var fault) -> {
                context.getLog()
                        .atError()
                        .addKeyValue("host", session.node())
                        .setCause(fault)
                        .log("stream took nothing more, and is ended");
                ended(session);
            }
            case AskRest asked -> outside.restless.add(asked);
            case PassOn asked -> ask(asked);
        }
    }

    /// Before anything else, so that what a stream said first is heard first. All are heard before any has an effect:
    /// should one of these fail, no answer is lost with it.
    private void takeAnswers() {
        for (var session = outside.answers.take(); session != null; ) {
            var next = session.next;
            session.next = null;
            session.hear();
            heard.add(session);
            session = next;
        }
        heard.forEach(this::enforced);
        heard.clear();
    }

    private void enforced(HostSession session) {
        if (session.place() != HostSession.NOWHERE) {
            links.enforced(session.place(), session, session.held());
            passOn(session.node());
        }
    }

    private void ended(HostSession session) {
        outside.streams.remove(session.node(), session);
        session.displaced();
        links.gone(session.node(), session);
        passOn(session.node());
    }

    /// Where there are other members, nothing is said before the node has said that it lives here.
    private void begin(HostSession session) {
        var before = outside.streams.put(session.node(), session);
        if (before != null) {
            before.displaced();
        }
        if (around.places.isAlone) {
            connect(session);
        } else {
            wake(session.node());
        }
        passOn(session.node());
    }

    private void place(Whereabouts where) {
        switch (where) {
            case NodeIsHere(var node) -> arrive(node);
            case NodeIsElsewhere(var node, var home) -> sendAway(node, home);
            case NodeLeft(var node, var epoch) -> {
                links.left(node, epoch);
                sendAway(node, "");
            }
        }
    }

    /// Asks again about nodes that have not said where they live.
    private void lookAgain() {
        outside.streams.values().stream()
                .filter(session -> session.place() == HostSession.NOWHERE)
                .forEach(session -> wake(session.node()));
    }

    /// Of a host that is not there, nothing is counted.
    private void arrived(String node, List<Long> times) {
        var session = outside.streams.get(node);
        if (session != null && session.place() != HostSession.NOWHERE) {
            session.arrived(times);
        }
    }

    private void arrive(String node) {
        var session = outside.streams.get(node);
        if (session != null && session.place() == HostSession.NOWHERE) {
            connect(session);
            passOn(node);
        }
    }

    private void sendAway(String node, String home) {
        var session = outside.streams.get(node);
        if (session != null) {
            ended(session);
            session.sendAway(home);
        }
    }

    private void wake(String node) {
        around.places.wake.accept(node, context.getSelf());
    }

    private void connect(HostSession session) {
        int place = links.place(session.node());
        session.placed(place, () -> links.changedSince(place));
        session.onFault(fault -> context.getSelf().tell(new Broken(session, fault)));
        if (links.connected(session.node(), session, session.held(), session.told())) {
            wake(session.node());
        }
    }

    private void failed(HostSession session, long revision, String why) {
        context.getLog()
                .atWarn()
                .addKeyValue("host", session.node())
                .addKeyValue("revision", revision)
                .addKeyValue("why", why)
                .log("host did not take a transaction on");
        links.failed(session.node(), session, revision);
        passOn(session.node());
    }

    private void ask(PassOn asked) {
        var node = asked.report().node();
        outside.waiting.computeIfAbsent(node, _ -> new ArrayList<>()).add(asked);
        passOn(node);
    }

    private boolean isAnswered(AskRest asked) {
        long version = links.version();
        boolean isSo = version > asked.version() || (version == asked.version() && links.isAtRest(asked.nodes()));
        if (isSo) {
            asked.replyTo().tell(new AtRest(version));
        }
        return isSo;
    }

    private void passOn(String node) {
        var waiting = outside.waiting.get(node);
        if (waiting == null) {
            return;
        }
        waiting.removeIf(asked -> {
            boolean isSo = links.isQuiet(node, asked.report().epoch(), asked.version());
            if (isSo) {
                asked.replyTo().tell(asked.report());
            }
            return isSo;
        });
        if (waiting.isEmpty()) {
            outside.waiting.remove(node);
        }
    }
}
