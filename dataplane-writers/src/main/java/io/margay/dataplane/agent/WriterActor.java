package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One a dataplane of a host: has written what the kernel lacks, reports what is enforced.
///
/// Asks whoever holds what the host should hold for a plan, before there is one; tells its KernelActor one at a time,
/// and asks for the next when it is written. What comes meanwhile adds up there, so a slow kernel costs memory in
/// proportion to the host's state. A plan that failed is given back; what is asked for then comes with more that is to
/// be written, or after a while.
final class WriterActor {
    /// What it is told.
    sealed interface Command {}

    /// This is to be written.
    record Work(Plan plan) implements Command {}

    /// A person says whose packets pass by from now on; the last one counts.
    ///
    /// @param replyTo hears what came of it
    record Release(Releases releases, ActorRef<Writer.Outcome> replyTo) implements Command {}

    /// The host should hold these, at a revision: look whether the kernel does, unless it was told others since.
    record Check(long revision, List<SetPlan.Whole> sets) implements Command {}

    private record Applied(Writer.Outcome outcome) implements Command {}

    private record Retry() implements Command {}

    private record Again() implements Command {}

    private record Look() implements Command {}

    /// What it asks for. To each of the first three, there is one `Work` as the answer, and no other before it.
    sealed interface Request {}

    /// What is to be written now, or as soon as there is anything?
    record NextPlan(ActorRef<Command> replyTo) implements Request {}

    /// The plan failed, or a part of it. What is to be written, as soon as there is more?
    record PutBack(Plan plan, ActorRef<Command> replyTo) implements Request {}

    /// The plan is enforced but for this part. What is to be written now, or as soon as there is more than that?
    record Untaken(Plan part, ActorRef<Command> replyTo) implements Request {}

    /// What should some of the sets hold? A `Check` is the answer, or nothing.
    record SomeSets(ActorRef<Command> replyTo) implements Request {}

    /// If that was not answered yet, let it be answered now, whether there is more or not.
    record TryAgain() implements Request {}

    /// Who is around it.
    ///
    /// @param reports is called on the actor's thread, so it must not block
    record Outside(ActorRef<Request> source, Consumer<Report> reports) {}

    /// The actor that writes, and where it says what came of it.
    private record Kernel(ActorRef<KernelActor.Command> actor, ActorRef<Writer.Outcome> replyTo) {}

    private record Retries(TimerScheduler<Command> timers, Duration interval) {}

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /// At most one part of so many of the time goes into looking at sets.
    private static final int SHARE = 50;
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final String node;
    private final Outside outside;
    private final ActorRef<Command> self;
    private final Kernel kernel;
    private final Retries retries;
    private @Nullable Plan underWay;
    /// Came while the writer looked.
    private @Nullable Plan waiting;
    /// Waits for the kernel, or is with it.
    private @Nullable Release release;
    private @Nullable Release releaseUnderWay;
    private Duration wait;
    private boolean isBusy;
    private boolean isLooking;
    /// When the kernel was asked for what is in some sets, in ns; 0: it is not.
    private long checkBegan;
    /// When it may be asked again.
    private long nextCheck = System.nanoTime();
    /// Whether the last report was of a failure.
    private boolean isFailing;
    /// The revision of the last plan; 0: there was none.
    private long latest;
    private long enforced;
    private List<String> notes = List.of();
    private List<Writer.Failing> refused = List.of();

    private WriterActor(String node, Outside outside, ActorRef<Command> self, Kernel kernel, Retries retries) {
        this.node = node;
        this.outside = outside;
        this.self = self;
        this.kernel = kernel;
        this.retries = retries;
        this.wait = retries.interval();
    }

    /// The actor.
    ///
    /// @param config how often it looks and tries again
    static Behavior<Command> create(String node, Writer writer, Outside outside, AgentConfig config) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), config.lookInterval());
            var actor = context.spawn(
                    KernelActor.create(writer),
                    "kernel",
                    DispatcherSelector.fromConfig("margay.dataplane.kernel-dispatcher"));
            // A writer that throws has a bug: this actor falls with it, and its supervisor decides.
            context.watch(actor);
            var kernel = new Kernel(actor, context.messageAdapter(Writer.Outcome.class, Applied::new));
            var retries = new Retries(timers, config.retryInterval());
            var writerActor = new WriterActor(node, outside, context.getSelf(), kernel, retries);
            writerActor.askForWork();
            return Behaviors.receiveMessage(writerActor::onMessage);
        }));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Work(var plan) -> {
                waiting = plan;
                writeWaiting();
            }
            case Check(var revision, var sets) -> check(revision, sets);
            case Release asked -> {
                release = asked;
                writeWaiting();
            }
            case Applied(var outcome) -> applied(outcome);
            case Retry _, Again _ -> outside.source().tell(new TryAgain());
            case Look() -> look();
        }
        return Behaviors.same();
    }

    private void askForWork() {
        outside.source().tell(new NextPlan(self));
    }

    private void writeWaiting() {
        if (!isBusy && release != null) {
            isBusy = true;
            releaseUnderWay = release;
            release = null;
            kernel.actor().tell(new KernelActor.Release(releaseUnderWay.releases(), kernel.replyTo()));
        }
        if (!isBusy && waiting != null) {
            isBusy = true;
            underWay = waiting;
            waiting = null;
            latest = underWay.revision();
            retries.timers().cancel(Retry.class);
            retries.timers().cancel(Again.class);
            kernel.actor().tell(new KernelActor.Apply(underWay, kernel.replyTo()));
        }
    }

    private void look() {
        if (!isBusy && latest > 0 && !retries.timers().isTimerActive(Retry.class)) {
            isBusy = true;
            isLooking = true;
            kernel.actor().tell(new KernelActor.Refresh(kernel.replyTo()));
        }
    }

    /// What others changed of ours in sets is looked for a few at a time.
    private void check(long revision, List<SetPlan.Whole> sets) {
        if (!isBusy && waiting == null && revision == latest && !isFailing) {
            isBusy = true;
            checkBegan = System.nanoTime();
            kernel.actor().tell(new KernelActor.Check(sets, kernel.replyTo()));
        }
    }

    private void applied(Writer.Outcome outcome) {
        var written = underWay;
        boolean hasLooked = isLooking;
        isBusy = false;
        isLooking = false;
        checked(outcome);
        underWay = null;
        if (releaseUnderWay != null) {
            releaseUnderWay.replyTo().tell(outcome);
            releaseUnderWay = null;
        }
        switch (outcome) {
            case Writer.Done(var newNotes, var nowRefused, var repairs, var untaken) -> {
                repairs.forEach(repair -> outside.reports().accept(new Report.Repaired(node, repair)));
                if (written != null || isFailing || !newNotes.equals(notes)) {
                    enforced = written == null ? enforced : written.revision();
                    notes = newNotes;
                    isFailing = false;
                    outside.reports().accept(new Report.Enforced(node, enforced, notes));
                }
                report(nowRefused);
                if (hasLooked && System.nanoTime() - nextCheck >= 0) {
                    outside.source().tell(new SomeSets(self));
                }
                if (written != null) {
                    goOn(written.only(untaken));
                }
            }
            case Writer.Failed(var why) -> {
                isFailing = true;
                outside.reports().accept(new Report.Failed(node, latest, why));
                if (written != null) {
                    outside.source().tell(new PutBack(written, self));
                    retries.timers().startSingleTimer(Retry.class, new Retry(), retries.interval());
                }
            }
        }
        writeWaiting();
    }

    /// What was as it should be is not looked at again too soon; what was not, or is not known, is.
    private void checked(Writer.Outcome outcome) {
        if (checkBegan != 0) {
            long now = System.nanoTime();
            boolean isRight = outcome instanceof Writer.Done(var _, var failing, var repairs, var _)
                    && failing.isEmpty()
                    && repairs.isEmpty();
            nextCheck = isRight ? now + Math.min(SHARE * (now - checkBegan), LONGEST_REST.toNanos()) : now;
            checkBegan = 0;
        }
    }

    /// Asks for the next plan; what the kernel did not take of the last one comes with it, or after a while: longer
    /// each
    /// time.
    private void goOn(Plan part) {
        if (part.isEmpty()) {
            wait = retries.interval();
            askForWork();
            return;
        }
        outside.source().tell(new Untaken(part, self));
        retries.timers().startSingleTimer(Again.class, new Again(), wait);
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }

    private void report(List<Writer.Failing> nowRefused) {
        if (!nowRefused.equals(refused)) {
            refused = nowRefused;
            outside.reports().accept(new Report.Failing(node, refused));
        }
    }
}
