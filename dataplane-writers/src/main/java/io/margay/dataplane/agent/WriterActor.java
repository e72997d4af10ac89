package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One a dataplane of a host: has written what the kernel lacks, reports what is enforced.
///
/// Hears from whoever holds what the host should hold that there is something to write; asks for it when the kernel is
/// free, and tells its KernelActor one plan at a time. What comes meanwhile adds up there, so a slow kernel costs
/// memory in proportion to the host's state. A plan that failed is given back, and asked for again, together with what
/// came since.
final class WriterActor {
    /// What it is told.
    sealed interface Command {}

    /// There is something to write, or more than before.
    record Pending() implements Command {}

    /// This is to be written.
    record Work(Plan plan) implements Command {}

    /// There was nothing more to write.
    record NoWork() implements Command {}

    private record Applied(Writer.Outcome outcome) implements Command {}

    private record Retry() implements Command {}

    private record Look() implements Command {}

    /// What it asks for.
    sealed interface Request {}

    /// What is to be written now? Answered by `Work` or `NoWork`.
    record NextPlan(ActorRef<Command> replyTo) implements Request {}

    /// The plan failed, or a part of it.
    record PutBack(Plan plan) implements Request {}

    /// Who is around it.
    ///
    /// @param reports is called on the actor's thread, so it must not block
    record Outside(ActorRef<Request> source, Consumer<Report> reports) {}

    /// The actor that writes, and where it says what came of it.
    private record Kernel(ActorRef<KernelActor.Command> actor, ActorRef<Writer.Outcome> replyTo) {}

    private record Retries(TimerScheduler<Command> timers, Duration interval) {}

    private final String node;
    private final Outside outside;
    private final ActorRef<Command> self;
    private final Kernel kernel;
    private final Retries retries;
    private @Nullable Plan underWay;
    private boolean hasPending;
    /// Whether the kernel works, or work for it was asked for.
    private boolean isBusy;
    /// Whether the last report was of a failure.
    private boolean isFailing;
    /// The revision of the last plan; 0: there was none.
    private long latest;
    private long enforced;
    private List<String> notes = List.of();

    private WriterActor(String node, Outside outside, ActorRef<Command> self, Kernel kernel, Retries retries) {
        this.node = node;
        this.outside = outside;
        this.self = self;
        this.kernel = kernel;
        this.retries = retries;
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
            return Behaviors.receiveMessage(
                    new WriterActor(node, outside, context.getSelf(), kernel, retries)::onMessage);
        }));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Pending() -> {
                hasPending = true;
                askForWork();
            }
            case Work(var plan) -> write(plan);
            case NoWork() -> {
                isBusy = false;
                askForWork();
            }
            case Applied(var outcome) -> applied(outcome);
            case Retry() -> askForWork();
            case Look() -> look();
        }
        return Behaviors.same();
    }

    private void askForWork() {
        if (!isBusy && hasPending) {
            isBusy = true;
            hasPending = false;
            retries.timers().cancel(Retry.class);
            outside.source().tell(new NextPlan(self));
        }
    }

    private void write(Plan plan) {
        underWay = plan;
        latest = plan.revision();
        kernel.actor().tell(new KernelActor.Apply(plan, kernel.replyTo()));
    }

    private void look() {
        if (!isBusy && !hasPending && latest > 0) {
            isBusy = true;
            kernel.actor().tell(new KernelActor.Refresh(kernel.replyTo()));
        }
    }

    private void applied(Writer.Outcome outcome) {
        var written = underWay;
        isBusy = false;
        underWay = null;
        switch (outcome) {
            case Writer.Done(var newNotes) -> {
                if (written != null || isFailing || !newNotes.equals(notes)) {
                    enforced = written == null ? enforced : written.revision();
                    notes = newNotes;
                    isFailing = false;
                    outside.reports().accept(new Report.Enforced(node, enforced, notes));
                }
                askForWork();
            }
            case Writer.Failed(var why) -> {
                isFailing = true;
                outside.reports().accept(new Report.Failed(node, latest, why));
                putBack(written);
                retries.timers().startSingleTimer(Retry.class, new Retry(), retries.interval());
            }
        }
    }

    private void putBack(@Nullable Plan failed) {
        if (failed != null) {
            outside.source().tell(new PutBack(failed));
            hasPending = true;
        }
    }
}
