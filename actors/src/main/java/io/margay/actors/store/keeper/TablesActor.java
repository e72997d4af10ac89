package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.store.Revision;
import io.margay.actors.store.tables.StoreTables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the tables follow the journal, and reads the past from them, once it is there.
///
/// Told by StoreActor, whose child it is as long as the store is open.
final class TablesActor {
    sealed interface Command {}

    /// A revision is kept: the next one.
    record Take(Revision revision) implements Command {}

    /// Somebody asks what the tables know, once they have a revision.
    record Read(long revision, Callable<Answer> work, ActorRef<Answer> replyTo) implements Command {}

    private record Took(long revision) implements Command {}

    private record Answered(Answer answer, ActorRef<Answer> replyTo) implements Command {}

    private record Trim() implements Command {}

    private record Trimmed(boolean isMore) implements Command {}

    private record Failed(Throwable failure) implements Command {}

    /// Whom it tells.
    ///
    /// @param revision that the tables are at
    /// @param tabled is told that they have all up to a revision
    /// @param failed is told that they cannot be written
    record Parent(long revision, Consumer<Long> tabled, Consumer<StoreFailure> failed) {}

    private static final Logger LOG = LoggerFactory.getLogger(TablesActor.class);

    private final ActorContext<Command> context;
    private final StoreActor.Setup setup;
    private final StoreTables tables;
    private final Parent parent;
    private final Work work;
    private final List<Read> reads = new ArrayList<>();
    /// What is not known to be in the tables.
    private final Deque<Revision> behind = new ArrayDeque<>();
    private long tabled;
    private boolean isTaking;
    private boolean isTrimming;

    private TablesActor(ActorContext<Command> context, StoreActor.Setup setup, StoreTables tables, Parent parent) {
        this.context = context;
        this.setup = setup;
        this.tables = tables;
        this.parent = parent;
        this.tabled = parent.revision;
        this.work = Work.of(context.getSystem());
    }

    /// One that begins where the tables are.
    static Behavior<Command> create(StoreActor.Setup setup, StoreTables tables, Parent parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            begin(timers, setup);
            var actor = new TablesActor(context, setup, tables, parent);
            return Behaviors.receive(Command.class)
                    .onAnyMessage(actor::onMessage)
                    .onSignal(PostStop.class, _ -> actor.onEnd())
                    .build();
        }));
    }

    private static void begin(TimerScheduler<Command> timers, StoreActor.Setup setup) {
        timers.startTimerWithFixedDelay(new Trim(), setup.config().history().trimInterval());
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Take(var revision) -> {
                behind.add(revision);
                take();
            }
            case Read read -> {
                reads.add(read);
                startDue();
            }
            case Took(var revision) -> took(revision);
            case Answered(var answer, var replyTo) -> Pieces.reply(context, replyTo, answer);
            case Trim() -> trim();
            case Trimmed(var isMore) -> {
                isTrimming = false;
                if (isMore) {
                    trim();
                }
            }
            case Failed(var failure) -> parent.failed.accept(StoreFailure.of(failure));
        }
        return Behaviors.same();
    }

    private Behavior<Command> onEnd() {
        reads.forEach(it -> it.replyTo.tell(new Answer.Unavailable("the store is down")));
        return Behaviors.same();
    }

    private void take() {
        if (isTaking || behind.isEmpty()) {
            return;
        }
        isTaking = true;
        var some = List.copyOf(behind);
        long after = tabled;
        var took = work.begin(() -> {
            tables.take(after, some);
            return some.getLast().stamp().revision();
        });
        context.pipeToSelf(
                took, (revision, failure) -> failure == null ? new Took(revision) : new Failed(Work.cause(failure)));
    }

    private void took(long revision) {
        isTaking = false;
        tabled = revision;
        behind.removeIf(it -> it.stamp().revision() <= revision);
        parent.tabled.accept(revision);
        startDue();
        take();
    }

    private void startDue() {
        reads.removeIf(read -> {
            boolean isDue = read.revision <= tabled;
            if (isDue) {
                start(read);
            }
            return isDue;
        });
    }

    /// It fails for itself: what is wrong with the database, writing finds.
    private void start(Read read) {
        context.pipeToSelf(
                work.begin(read.work),
                (answer, failure) ->
                        new Answered(failure == null ? answer : refused(Work.cause(failure)), read.replyTo));
    }

    private static Answer refused(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? new Answer.Refused(String.valueOf(failure.getMessage()))
                : new Answer.Unavailable(StoreFailure.of(failure).why());
    }

    /// It is tried again in any case, so a failure is only told.
    private void trim() {
        if (isTrimming) {
            return;
        }
        isTrimming = true;
        var trimmed = work.begin(
                () -> tables.trim(setup.config().history(), setup.clock().instant()));
        context.pipeToSelf(trimmed, (isMore, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("why", StoreFailure.of(Work.cause(failure)).why())
                        .log("the past was not trimmed; it is tried again later");
            }
            return new Trimmed(failure == null && isMore);
        });
    }
}
