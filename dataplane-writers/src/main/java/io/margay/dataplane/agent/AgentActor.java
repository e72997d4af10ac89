package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.dataplane.agent.state.Ledger;
import io.margay.dataplane.agent.state.StateFolder;
import io.margay.dataplane.plan.Desired;
import io.margay.dataplane.plan.Held;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.update.UpdateRefused;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The agent of one host: begins with its last good state, follows the engine's stream, keeps what is enforced.
///
/// ```text
/// agent.state ─▶ Desired; the WriterActor's first report ─▶ hello, with the revision held
/// message ─▶ Desired ─▶ Plan, when asked for ─▶ WriterActor ─▶ Report ─▶ Ledger ─▶ StateActor, then the engine
/// ```
/// The kernel has the last good state before there is a stream, whether or not an engine is there. What comes on the
/// stream becomes the state when the kernel enforces it; writing it holds nothing up, and a disk that fails is
/// reported, and tried again. An update that cannot be taken ends the stream, and the next one begins after a while:
/// the engine, which heard that it failed, then says everything. So does the engine's end of a stream; while there is
/// no
/// engine, the attempts come less and less often ([Backoff]).
///
/// Cost beside the writer's: [Desired], and the messages that are not on disk yet, see [Ledger]. Now and then, on
/// this actor's thread, [Desired#whole].
public final class AgentActor {
    /// What is around it.
    ///
    /// @param uplink is called on the actor's thread, so it must not wait
    /// @param reports as `uplink`
    /// @param released what the writer lets pass by already
    public record Outside(Writer writer, Uplink uplink, Consumer<Report> reports, Releases released) {
        /// Nothing is released.
        public Outside(Writer writer, Uplink uplink, Consumer<Report> reports) {
            this(writer, uplink, reports, Releases.NONE);
        }
    }

    /// What it is told, mostly by itself and those who work for it.
    public sealed interface Command {}

    /// As [WriterActor.Release].
    public record Release(Releases releases, ActorRef<Writer.Outcome> replyTo) implements Command {}

    /// What the host should hold, please.
    public record GetHeld(ActorRef<Held> replyTo) implements Command {}

    private record Opened(StateFolder.Restored restored) implements Command {}

    private record Received(int stream, List<byte[]> pieces) implements Command {}

    private record Began(int stream) implements Command {}

    private record Ended(int stream, String why) implements Command {}

    /// A stream has been there for a while.
    private record Steady() implements Command {}

    private record Reported(Report report) implements Command {}

    private record Written(StateFolder.Outcome outcome) implements Command {}

    private record Requested(WriterActor.Request request) implements Command {}

    private record KeepAgain() implements Command {}

    private record Reconnect() implements Command {}

    /// Who work for it, and where the disk says what came of it.
    private record Workers(
            ActorRef<WriterActor.Command> writer,
            ActorRef<StateActor.Command> disk,
            ActorRef<StateFolder.Outcome> written) {}

    private record Timers(TimerScheduler<Command> timers, AgentConfig config) {}

    /// Where a stream's news go.
    private record News(ActorRef<Command> agent, int stream) implements Uplink.Sink {
        @Override
        public void accept(List<byte[]> pieces) {
            agent.tell(new Received(stream, pieces));
        }

        @Override
        public void began() {
            agent.tell(new Began(stream));
        }

        @Override
        public void ended(String why) {
            agent.tell(new Ended(stream, why));
        }
    }

    /// The longest time between two attempts to reach the engine, in the shortest ones.
    private static final int MOST_BACKOFF = 32;

    private static final String REFUSED = "an update was refused";

    private final String node;
    private final Outside outside;
    private final ActorRef<Command> self;
    private final Workers workers;
    private final Timers timers;
    private Desired desired = new Desired();
    private Ledger ledger = new Ledger(0, false);
    private Uplink.@Nullable Stream stream;
    /// The number of the last stream; 0: there was none.
    private int streams;
    private boolean isConnected;
    private boolean isNotKept;
    /// The writer that asked for a plan and has none.
    private @Nullable ActorRef<WriterActor.Command> idle;
    private final Backoff backoff;
    private final Stance stance;

    private AgentActor(String node, Outside outside, ActorRef<Command> self, Workers workers, Timers timers) {
        this.node = node;
        this.outside = outside;
        this.self = self;
        this.workers = workers;
        this.timers = timers;
        var least = timers.config().retryInterval();
        this.backoff = new Backoff(least, least.multipliedBy(MOST_BACKOFF), RandomGenerator.getDefault());
        this.stance = new Stance(outside.released(), InstantSource.system());
    }

    /// The actor.
    public static Behavior<Command> create(String node, Outside outside, AgentConfig config) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var workers = workers(context, node, outside, config);
            workers.disk().tell(new StateActor.Open(context.messageAdapter(StateFolder.Restored.class, Opened::new)));
            var agent = new AgentActor(node, outside, context.getSelf(), workers, new Timers(timers, config));
            return Behaviors.receive(Command.class)
                    .onMessage(Command.class, agent::onMessage)
                    .onSignal(PostStop.class, _ -> {
                        agent.disconnect();
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private static Workers workers(ActorContext<Command> context, String node, Outside outside, AgentConfig config) {
        var self = context.getSelf();
        var toAgent = new WriterActor.Outside(
                context.messageAdapter(WriterActor.Request.class, Requested::new),
                report -> self.tell(new Reported(report)));
        var writer = context.spawn(WriterActor.create(node, outside.writer(), toAgent, config), "writer");
        var disk = context.spawn(
                StateActor.create(new StateFolder(config.stateFolder(), node)), "state", DispatcherSelector.blocking());
        // What throws has a bug: this actor falls with it, and its supervisor decides.
        context.watch(writer);
        context.watch(disk);
        return new Workers(writer, disk, context.messageAdapter(StateFolder.Outcome.class, Written::new));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Opened(var restored) -> begin(restored);
            case Began(var began) -> connected(began);
            case Received(var from, var pieces) -> {
                connected(from);
                received(from, pieces);
            }
            case Ended(var ended, var why) -> ended(ended, why);
            case Steady() -> backoff.reset();
            case Release(var releases, var replyTo) -> {
                workers.writer().tell(new WriterActor.Release(releases, replyTo));
                stance.released(releases);
                sayStance();
            }
            case GetHeld(var replyTo) -> replyTo.tell(desired.held());
            case Reported(var report) -> reported(report);
            case Written(var outcome) -> written(outcome);
            case Requested(var request) -> requested(request);
            case KeepAgain() -> {
                ledger.tryAgain();
                keep();
            }
            case Reconnect() -> connect();
        }
        return Behaviors.same();
    }

    private void begin(StateFolder.Restored restored) {
        desired = new Desired(restored.replica());
        ledger = new Ledger(desired.revision(), restored.isKept());
        outside.reports.accept(new Report.Restored(node, desired.revision(), restored.notes()));
        if (desired.revision() == 0) {
            connect();
        } else {
            giveWork();
        }
    }

    private void requested(WriterActor.Request request) {
        switch (request) {
            case WriterActor.NextPlan(var replyTo) -> {
                idle = replyTo;
                giveWork();
            }
            case WriterActor.PutBack(var plan, var replyTo) -> {
                desired.putBack(plan);
                idle = replyTo;
            }
            case WriterActor.Untaken(var part, var replyTo) -> {
                var more = desired.isPending();
                desired.putBack(part);
                idle = replyTo;
                if (more) {
                    giveWork();
                }
            }
            case WriterActor.SomeSets(var replyTo) -> {
                var sets = desired.someSets();
                if (!sets.isEmpty()) {
                    replyTo.tell(new WriterActor.Check(desired.revision(), sets));
                }
            }
            case WriterActor.TryAgain() -> giveWork();
        }
    }

    private void giveWork() {
        var writer = idle;
        if (writer != null) {
            desired.next(outside.writer.wanted()).ifPresent(plan -> {
                idle = null;
                writer.tell(new WriterActor.Work(plan));
            });
        }
    }

    /// What the host holds is said in the hello, so that an engine which knows it tells the difference.
    private void connect() {
        disconnect();
        int number = ++streams;
        var hello = new FromHost.Hello(node, desired.incarnation(), desired.revision());
        stream = outside.uplink.connect(hello, new News(self, number));
    }

    private void connected(int began) {
        if (!isConnected && stream != null && began == streams) {
            isConnected = true;
            outside.reports.accept(new Report.Connected(node));
            if (!stance.isNothing()) {
                sayStance();
            }
            timers.timers()
                    .startSingleTimer(
                            Steady.class,
                            new Steady(),
                            timers.config().retryInterval().multipliedBy(MOST_BACKOFF));
        }
    }

    private void ended(int ended, String why) {
        if (stream != null && ended == streams) {
            startAnew(why);
        }
    }

    private void disconnect() {
        timers.timers().cancel(Steady.class);
        isConnected = false;
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    private void received(int from, List<byte[]> pieces) {
        if (stream == null || from != streams) {
            return;
        }
        try {
            received(pieces);
        } catch (MalformedMessage e) {
            refuse(desired.revision(), String.valueOf(e.getMessage()));
        }
    }

    /// Part by part, so that what says everything is never there as a whole, but as the engine gave it.
    private void received(List<byte[]> pieces) {
        var header = HostProtocol.readHeader(pieces.getFirst());
        try {
            var arrival = desired.begin(header);
            pieces.forEach(piece -> HostProtocol.readEach(piece, arrival::take));
            arrival.commit();
            ledger.received(header, () -> HostProtocol.join(pieces));
            giveWork();
        } catch (UpdateRefused e) {
            say(new FromHost.Failed(header.revision(), String.valueOf(e.getMessage())));
            refuse(header.revision(), String.valueOf(e.getMessage()));
        }
    }

    private void refuse(long revision, String why) {
        outside.reports.accept(new Report.Refused(node, revision, why));
        startAnew(REFUSED);
    }

    private void startAnew(String why) {
        disconnect();
        outside.reports.accept(new Report.Disconnected(node, why));
        timers.timers().startSingleTimer(Reconnect.class, new Reconnect(), backoff.next());
    }

    private void reported(Report report) {
        if (stance.isNews(report)) {
            sayStance();
        }
        switch (report) {
            case Report.Enforced(var _, var revision, var _) -> {
                ledger.enforced(revision);
                keep();
                say(new FromHost.Enforced(revision));
            }
            case Report.Failed(var _, var revision, var why) -> say(new FromHost.Failed(revision, why));
            case Report.Failing _, Report.Repaired _ -> {}
            case Report.Refused _, Report.OfState _, Report.OfStream _ ->
                throw new IllegalStateException("a writer says " + report);
        }
        outside.reports.accept(report);
        if (streams == 0) {
            connect();
        }
    }

    /// An engine that is not there hears it when it is.
    private void sayStance() {
        if (isConnected) {
            say(stance.said());
        }
    }

    private void say(FromHost said) {
        if (stream != null) {
            stream.say(said);
        }
    }

    private void keep() {
        switch (ledger.next(desired.revision())) {
            case Ledger.Append(var messages) -> workers.disk().tell(new StateActor.Append(messages, workers.written()));
            case Ledger.Whole() -> workers.disk().tell(new StateActor.Replace(desired.whole(), workers.written()));
            case Ledger.Nothing() -> {}
        }
    }

    private void written(StateFolder.Outcome outcome) {
        switch (outcome) {
            case StateFolder.Kept sizes -> {
                ledger.kept(sizes);
                if (isNotKept) {
                    isNotKept = false;
                    outside.reports.accept(new Report.KeptAgain(node));
                }
                keep();
            }
            case StateFolder.NotKept(var why) -> {
                ledger.failed();
                if (!isNotKept) {
                    isNotKept = true;
                    outside.reports.accept(new Report.NotKept(node, why));
                }
                timers.timers()
                        .startSingleTimer(
                                KeepAgain.class,
                                new KeepAgain(),
                                timers.config().stateRetryInterval());
            }
        }
    }
}
