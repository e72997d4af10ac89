package io.margay.actors.store.keeper;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.util.List;
import java.util.function.Consumer;

/// The journal of a store, for one who writes. It ends where the database fails; another one then says what is kept.
///
/// Of two writers each number of an event is one's alone: the other's journal ends.
final class StoreJournal extends EventSourcedBehavior<StoreJournal.Command, StoreEvent, Tail> {
    sealed interface Command {}

    /// Keep these, all or none.
    record Append(List<StoreEvent> events) implements Command {}

    /// The tables have all up to a revision.
    record Tabled(long revision) implements Command {}

    /// Who writes.
    ///
    /// @param recovered is told what is kept, at the beginning
    /// @param appended is told that the last ones that were to be kept are
    record Writer(Consumer<Tail> recovered, Consumer<Tail> appended) {}

    private static final PersistenceId ID = PersistenceId.ofUniqueId("store");
    private static final int EVENTS_A_SNAPSHOT = 1_000;
    private static final int SNAPSHOTS = 2;

    private final Writer writer;
    private long tabled;

    private StoreJournal(Writer writer) {
        super(ID);
        this.writer = writer;
    }

    /// The journal, which tells its writer what it has.
    static Behavior<Command> create(Writer writer) {
        return Behaviors.setup(_ -> new StoreJournal(writer));
    }

    @Override
    public String journalPluginId() {
        return "jdbc-journal";
    }

    @Override
    public String snapshotPluginId() {
        return "jdbc-snapshot-store";
    }

    @Override
    public Tail emptyState() {
        return Tail.NOTHING;
    }

    @Override
    public CommandHandler<Command, StoreEvent, Tail> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Append.class, append -> Effect().persist(append.events).thenRun(writer.appended::accept))
                .onCommand(Tabled.class, told -> {
                    tabled = told.revision;
                    return Effect().none();
                })
                .build();
    }

    /// What the tables are known to have is left out: whoever recovers has it from there.
    @Override
    public EventHandler<Tail, StoreEvent> eventHandler() {
        return (tail, event) -> tail.with(event, tabled);
    }

    @Override
    public SignalHandler<Tail> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), writer.recovered)
                .build();
    }

    /// What is older than the snapshot before the last is removed.
    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_A_SNAPSHOT, SNAPSHOTS).withDeleteEventsOnSnapshot();
    }
}
