package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.count.StoreCounts;
import io.margay.actors.store.Revision;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.tables.DatabaseLogin;
import io.margay.actors.store.tables.StoreTables;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store, one in the cluster: decides on edits, one after another, and tells of them once the journal has them.
///
/// Edits that come while the journal writes are decided together after it, and written together. The tables follow in
/// the background. Where the database fails, edits are refused, what is known is still said, and it is opened anew,
/// until it works: what the journal has then, is so, whatever this one thought.
public final class StoreActor {
    public sealed interface Command extends ClusterMessage {}

    /// Somebody asks.
    record Asked(Question question, ActorRef<Answer> replyTo) implements Command {}

    /// Somebody asks what is too large for one message.
    record AskedInPieces(ActorRef<Pieces.Command> from, ActorRef<Answer> replyTo) implements Command {}

    /// The member ends: finish what is being written, and end.
    public record Leave() implements Command {}

    /// What was begun while the store was opened for the n-th time; of no interest once that is over.
    private record Of(long life, Command what) implements Command {}

    private record Loaded(StoreTables.Loaded loaded) implements Command {}

    private record Recovered(Tail tail) implements Command {}

    private record Appended() implements Command {}

    private record Synced() implements Command {}

    private record Tabled(long revision) implements Command {}

    private record Failed(StoreFailure failure) implements Command {}

    private record Open() implements Command {}

    private record Turn() implements Command {}

    /// What a store is made with.
    ///
    /// @param counts where it says how it is
    public record Setup(StoreConfig config, DatabaseLogin login, InstantSource clock, StoreCounts counts) {}

    private static final Logger LOG = LoggerFactory.getLogger(StoreActor.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(4);
    private static final Duration RESTART = Duration.ofSeconds(1);
    /// So many edits are decided and written together: less than Akka writes as one.
    private static final int MOST_EDITS = 256;
    /// So many revisions may not be in the tables yet; then edits wait.
    private static final int MOST_BEHIND = 4_096;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Setup setup;
    private final StoreTables tables;
    private final Work work;
    private final Followers followers = new Followers();
    private final Queue queue = new Queue();
    private @Nullable StoreState state;
    private StoreTables.@Nullable Loaded loaded;
    private @Nullable ActorRef<StoreJournal.Command> journal;
    private @Nullable ActorRef<TablesActor.Command> follower;
    private @Nullable Batch writing;
    private @Nullable StoreFailure down;
    private Duration retry = FIRST_RETRY;
    private boolean isOpen;
    private boolean isLeaving;
    private long tabled;
    private long life;

    private StoreActor(ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        this.context = context;
        this.timers = timers;
        this.setup = setup;
        this.tables = StoreTables.of(setup.config.database(), setup.login);
        this.work = Work.of(context.getSystem());
    }

    /// A store, which opens its database.
    public static Behavior<Command> create(Setup setup) {
        Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var actor = new StoreActor(context, timers, setup);
            timers.startTimerWithFixedDelay(new Turn(), TURN);
            actor.onMessage(new Open());
            return Behaviors.receive(Command.class)
                    .onAnyMessage(actor::onMessage)
                    .onSignal(ChildFailed.class, ended -> actor.onFailed(StoreFailure.of(ended.getCause())))
                    .onSignal(PostStop.class, _ -> actor.close())
                    .onSignal(PreRestart.class, _ -> actor.close())
                    .build();
        }));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restartWithBackoff(RESTART, LAST_RETRY, 0));
    }

    private Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Asked asked -> ask(asked);
            case AskedInPieces(var from, var replyTo) -> gather(from, replyTo);
            case Of(var its, var what) -> {
                if (its == life) {
                    onMessage(what);
                }
            }
            case Loaded(var found) -> recover(found);
            case Recovered(var tail) -> begin(tail);
            case Appended() -> sync();
            case Synced() -> commit();
            case Tabled(var revision) -> tabled(revision);
            case Failed(var failure) -> onFailed(failure);
            case Leave() -> leave();
            case Open() -> run(tables::load, Loaded::new);
            case Turn() -> followers.turn();
        }
        return stay();
    }

    private Behavior<Command> stay() {
        setup.counts.is(StoreState.how(state, isOpen, queue.edits(), tabled));
        return isLeaving && writing == null ? Behaviors.stopped() : Behaviors.same();
    }

    /// What has not begun is for the next one.
    private void leave() {
        isLeaving = true;
        queue.answerAll(new Answer.Again());
        followers.forget();
    }

    /// Waits for the database, as whoever has the store next must find it free.
    private Behavior<Command> close() {
        refuseAll(new StoreFailure("the member that has the store ends", false));
        tables.close();
        setup.counts.is(StoreCounts.State.ELSEWHERE);
        return Behaviors.same();
    }

    private void recover(StoreTables.Loaded found) {
        if (found.unread() > 0) {
            LOG.atError()
                    .addKeyValue("count", found.unread())
                    .log("resources in the store that this release cannot read");
        }
        loaded = found;
        var writer = new StoreJournal.Writer(tellSelf(Recovered::new), tellSelf(_ -> new Appended()));
        var child = context.spawn(StoreJournal.create(writer), "journal-" + life);
        context.watch(child);
        journal = child;
    }

    private void begin(Tail tail) {
        var found = loaded;
        if (found == null) {
            return;
        }
        loaded = null;
        var opened = Opened.of(found.present(), tail, state);
        if (!opened.refusal().isEmpty()) {
            onFailed(new StoreFailure(opened.refusal(), true));
            return;
        }
        tabled = found.present().revision();
        follower = spawnFollower(tabled);
        followers.forget();
        state = opened.state();
        opened.missing().forEach(this::take);
        isOpen = true;
        (down == null ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("revision", opened.state().revision())
                .addKeyValue("resources", opened.state().size())
                .log("the store is open");
        down = null;
        retry = FIRST_RETRY;
        queue.takeQuestions().forEach(this::ask);
        write();
    }

    private ActorRef<TablesActor.Command> spawnFollower(long revision) {
        var parent = new TablesActor.Parent(revision, tellSelf(Tabled::new), tellSelf(Failed::new));
        var child = context.spawn(TablesActor.create(setup, tables, parent), "tables-" + life);
        context.watch(child);
        return child;
    }

    /// Tells itself of what somebody else did, as long as that counts.
    private <T> Consumer<T> tellSelf(Function<T, Command> what) {
        var self = context.getSelf();
        long its = life;
        return done -> self.tell(new Of(its, what.apply(done)));
    }

    private void take(Revision revision) {
        var known = state;
        var to = follower;
        if (known != null && to != null) {
            known.take(revision);
            followers.took(revision);
            to.tell(new TablesActor.Take(revision));
        }
    }

    private Behavior<Command> onFailed(StoreFailure failure) {
        stop(journal);
        stop(follower);
        if (down == null || !down.why().equals(failure.why())) {
            LOG.atWarn().addKeyValue("why", failure.why()).log("the store is down; it is tried again until it is not");
        }
        journal = null;
        follower = null;
        loaded = null;
        isOpen = false;
        life++;
        down = failure;
        refuseAll(failure);
        timers.startSingleTimer(new Open(), retry);
        retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        return stay();
    }

    private void stop(@Nullable ActorRef<?> child) {
        if (child != null) {
            context.unwatch(child);
            context.stop(child);
        }
    }

    private void refuseAll(StoreFailure failure) {
        var batch = writing;
        writing = null;
        if (batch != null) {
            batch.refuse(failure.ofEdit());
        }
        queue.answerAll(new Answer.Unavailable(failure.why()));
    }

    private void ask(Asked asked) {
        var known = state;
        if (isLeaving) {
            asked.replyTo.tell(new Answer.Again());
            return;
        }
        if (known == null || asked.question instanceof Question.Make) {
            askOpen(asked);
            return;
        }
        var replyTo = asked.replyTo;
        long last = known.revision();
        switch (asked.question) {
            case Question.Make _ -> {} // above
            case Question.Get(var key) -> Pieces.reply(context, replyTo, new Answer.OfGet(known.get(key)));
            case Question.GetAll() -> Pieces.reply(context, replyTo, new Answer.OfList(known.listing()));
            case Question.GetAfter(var revision) -> askAfter(last, revision, replyTo);
            case Question.GetHistory(var key, var most) ->
                read(last, replyTo, () -> new Answer.OfHistory(tables.history(key, most)));
            case Question.GetAt(var revision) -> read(last, replyTo, () -> new Answer.OfList(tables.at(revision)));
            case Question.GetAtTime(var time) -> read(last, replyTo, () -> new Answer.OfList(tables.at(time)));
        }
    }

    /// What waits for the store to be open.
    private void askOpen(Asked asked) {
        var failure = down;
        if (failure != null) {
            asked.replyTo.tell(new Answer.Unavailable(failure.why()));
        } else if (asked.question instanceof Question.Make(var edit)) {
            queue.add(new Queue.Waiting(edit, asked.replyTo));
            write();
        } else {
            queue.add(asked);
        }
    }

    private void askAfter(long last, long revision, ActorRef<Answer> replyTo) {
        if (revision == last) {
            followers.waits(replyTo);
        } else if (revision > last) {
            replyTo.tell(new Answer.Refused("revision " + revision + " is not there yet; the last is " + last));
        } else {
            followers
                    .after(revision)
                    .ifPresentOrElse(
                            page -> Pieces.reply(context, replyTo, new Answer.OfAfter(page)),
                            () -> read(last, replyTo, () -> Answer.after(revision, tables.after(revision))));
        }
    }

    private void gather(ActorRef<Pieces.Command> from, ActorRef<Answer> replyTo) {
        var self = context.getSelf();
        var _ = Pieces.gather(context.getSystem(), from).whenComplete((whole, _) -> {
            if (whole instanceof Question question) {
                self.tell(new Asked(question, replyTo));
            } else {
                replyTo.tell(new Answer.Unavailable("the question did not come whole"));
            }
        });
    }

    private void write() {
        var known = state;
        var to = journal;
        if (known == null || to == null || !isOpen || writing != null || !queue.hasEdits()) {
            return;
        }
        if (known.revision() - tabled >= MOST_BEHIND) {
            return;
        }
        var some = queue.takeEdits(MOST_EDITS);
        var decisions = known.decide(some.stream().map(Queue.Waiting::edit).toList(), setup.clock.instant());
        var batch = new Batch(some, decisions);
        writing = batch;
        var events = batch.revisions().stream().map(StoreEvent::of).toList();
        if (events.isEmpty()) {
            commit();
        } else {
            to.tell(new StoreJournal.Append(events));
        }
    }

    private void sync() {
        if (setup.config.database().isShared()) {
            commit();
        } else {
            run(
                    () -> {
                        tables.sync();
                        return true;
                    },
                    _ -> new Synced());
        }
    }

    private void commit() {
        var batch = writing;
        if (batch == null) {
            return;
        }
        writing = null;
        batch.revisions().forEach(this::take);
        for (int i = 0; i < batch.edits().size(); i++) {
            Pieces.reply(
                    context,
                    batch.edits().get(i).replyTo(),
                    new Answer.OfEdit(batch.decisions().get(i).edited()));
        }
        write();
    }

    private void tabled(long revision) {
        var to = journal;
        if (isOpen && to != null) {
            tabled = revision;
            to.tell(new StoreJournal.Tabled(revision));
            write();
        }
    }

    /// What asks the tables.
    private void read(long revision, ActorRef<Answer> replyTo, Callable<Answer> asks) {
        var failure = down;
        var to = follower;
        if (failure != null) {
            replyTo.tell(new Answer.Unavailable(failure.why()));
        } else if (to != null) {
            to.tell(new TablesActor.Read(revision, asks, replyTo));
        }
    }

    private <T> void run(Callable<T> asked, Function<T, Command> done) {
        long its = life;
        context.pipeToSelf(
                work.begin(asked),
                (result, failure) -> new Of(
                        its, failure == null ? done.apply(result) : new Failed(StoreFailure.of(Work.cause(failure)))));
    }
}
