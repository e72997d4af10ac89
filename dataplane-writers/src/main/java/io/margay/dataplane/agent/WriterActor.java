package io.margay.dataplane.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.dataplane.plan.Desired;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.ruleset.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One a dataplane of a host: holds what the host should hold, has it written, reports what is enforced.
///
/// Hears the engine's transactions; tells its KernelActor one plan at a time. What comes while the kernel is busy is
/// added up, so a slow kernel costs memory in proportion to the host's state. A plan that failed is tried again,
/// together with what came since. Nothing is written before the first transaction, which is everything.
public final class WriterActor {
    /// What it is told.
    public sealed interface Command {}

    /// The engine sent a transaction.
    public record Received(Transaction transaction) implements Command {}

    private record Applied(Writer.Outcome outcome) implements Command {}

    private record Retry() implements Command {}

    private record Look() implements Command {}

    /// The actor that writes, and where it says what came of it.
    private record Kernel(ActorRef<KernelActor.Command> actor, ActorRef<Writer.Outcome> replyTo) {}

    private record Retries(TimerScheduler<Command> timers, Duration interval) {}

    private final String node;
    private final Consumer<Report> reports;
    private final Kernel kernel;
    private final Retries retries;
    private final Desired desired = new Desired();
    /// What the kernel still lacks, without `underWay`.
    private @Nullable Plan pending;
    private @Nullable Plan underWay;
    private boolean isBusy;
    /// Whether the last report was of a failure.
    private boolean isFailing;
    private long enforced;
    private List<String> notes = List.of();

    private WriterActor(String node, Consumer<Report> reports, Kernel kernel, Retries retries) {
        this.node = node;
        this.reports = reports;
        this.kernel = kernel;
        this.retries = retries;
    }

    /// The actor.
    ///
    /// @param reports is called on the actor's thread, so it must not block
    /// @param config how often it looks and tries again
    public static Behavior<Command> create(String node, Writer writer, Consumer<Report> reports, AgentConfig config) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), config.lookInterval());
            var actor = context.spawn(
                    KernelActor.create(writer),
                    "kernel",
                    DispatcherSelector.fromConfig("margay.dataplane.kernel-dispatcher"));
            // A writer that throws has a bug: this actor falls with it, and its supervisor decides.
            context.watch(actor);
            var kernel = new Kernel(actor, context.messageAdapter(Writer.Outcome.class, Applied::new));
            return Behaviors.receiveMessage(
                    new WriterActor(node, reports, kernel, new Retries(timers, config.retryInterval()))::onMessage);
        }));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Received(var transaction) -> received(transaction);
            case Applied(var outcome) -> applied(outcome);
            case Retry() -> writePending();
            case Look() -> look();
        }
        return Behaviors.same();
    }

    private void received(Transaction transaction) {
        switch (desired.receive(transaction)) {
            case Desired.Planned(var plan) -> {
                pending = pending == null ? plan : pending.then(plan);
                writePending();
            }
            case Desired.Known() -> {}
            case Desired.Refused(var why) -> reports.accept(new Report.Refused(node, transaction.revision(), why));
        }
    }

    private void writePending() {
        if (!isBusy && pending != null) {
            isBusy = true;
            underWay = pending;
            pending = null;
            retries.timers().cancel(Retry.class);
            kernel.actor().tell(new KernelActor.Apply(underWay, kernel.replyTo()));
        }
    }

    private void look() {
        if (!isBusy && pending == null && desired.revision() > 0) {
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
                    reports.accept(new Report.Enforced(node, enforced, notes));
                }
                writePending();
            }
            case Writer.Failed(var why) -> {
                isFailing = true;
                reports.accept(new Report.Failed(node, written == null ? desired.revision() : written.revision(), why));
                keep(written);
                retries.timers().startSingleTimer(Retry.class, new Retry(), retries.interval());
            }
        }
    }

    private void keep(@Nullable Plan failed) {
        if (failed != null) {
            pending = pending == null ? failed : failed.then(pending);
        }
    }
}
