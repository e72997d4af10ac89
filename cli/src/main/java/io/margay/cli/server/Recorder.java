package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Writes down what files said, once that is in force. Nothing waits for it, and nothing that it meets keeps anything
/// from coming into force: what cannot be written down now is written later, with a [Gap] before it.
///
/// What was written before it began is first made what the files say; then changes follow. What one look at the files
/// found is one edit, but for more than some thousand changes. It writes only while the source is on its member, for
/// what others are fed is not in force; and only where nobody but recorders has written. Safe for any thread.
final class Recorder implements AutoCloseable {
    private static final int MOST_OF_AN_EDIT = 10_000;

    /// What it works with.
    ///
    /// @param isHere whether the source is on this member
    /// @param retry how long it rests after what did not succeed
    /// @param words gets what people should know
    record Surroundings(ResourceStore store, BooleanSupplier isHere, Duration retry, Consumer<String> words) {}

    private final Surroundings around;
    private final Unrecorded unrecorded;
    private final Thread thread;
    private boolean isClosed;
    private volatile boolean isCompared;
    private volatile String why = "what files said is recorded by the member that has the source: ask that one, or ask"
            + " again where this is it";

    Recorder(Surroundings around, Unrecorded unrecorded) {
        this.around = around;
        this.unrecorded = unrecorded;
        this.thread = Thread.ofVirtual().name("recorder").unstarted(this::run);
    }

    /// The files say this, too, now; the first time, it is all that they say.
    void taken(Unrecorded.Taken taken) {
        unrecorded.add(taken);
        synchronized (this) {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
            notifyAll();
        }
    }

    /// Why what is recorded is not what is in force; empty where it is.
    Optional<Gap.Lack> lack() {
        return isCompared ? unrecorded.lack() : Optional.of(new Gap.Lack(Instant.MIN, why));
    }

    /// What is not written down by now, the next one will.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (awaitWork()) {
                writeWhereTheSourceIs();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeWhereTheSourceIs() throws InterruptedException {
        if (isCompared || around.isHere.getAsBoolean()) {
            write();
        } else {
            rest();
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        while (unrecorded.isEmpty() && !isClosed) {
            wait();
        }
        return !isClosed;
    }

    private void write() throws InterruptedException {
        try {
            if (compare()) {
                writeAll();
            }
        } catch (RuntimeException e) { // whatever it is, the next try may do
            failed(e.getCause() == null ? e : e.getCause());
            rest();
        }
    }

    private void writeAll() {
        var steps = unrecorded.steps();
        boolean isOther = false;
        for (int from = 0; from < steps.size(); from += MOST_OF_AN_EDIT) {
            isOther |= write(steps.subList(from, Math.min(steps.size(), from + MOST_OF_AN_EDIT)));
        }
        if (!isOther && !unrecorded.isLacking()) {
            mark();
        }
        unrecorded
                .written(steps)
                .ifPresent(over -> around.words.accept(
                        "recorded again; what was in force since " + over.since() + " is not known"));
        isCompared = true;
    }

    /// What was recorded before is compared with all that the files say, once. Whether that is a record.
    private boolean compare() {
        if (isCompared) {
            return true;
        }
        var kept = around.store.list().toCompletableFuture().join().resources();
        var foreign = kept.stream().filter(it -> !isRecorded(it)).findFirst();
        foreign.ifPresentOrElse(this::leave, () -> unrecorded.compare(kept));
        return foreign.isEmpty();
    }

    private static boolean isRecorded(Stored stored) {
        var author = stored.changed().author();
        return author.equals(Gap.AUTHOR) || Gap.before(author).isPresent();
    }

    /// Others keep there what is to be in force: that is no record, and is left alone.
    private void leave(Stored foreign) {
        why = "nothing is recorded: the store has what others applied ("
                + foreign.resource().key() + ", by " + foreign.changed().author() + "): name another one";
        around.words.accept("warning: " + why);
        close();
    }

    /// Whether anything is another than was recorded.
    private boolean write(List<Edit.Step> steps) {
        try {
            return edit(steps);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
            return edit(steps.stream().filter(this::canBeKept).toList());
        }
    }

    /// One of several was refused: all others are written.
    private boolean canBeKept(Edit.Step step) {
        try {
            var _ = new Edit(Gap.AUTHOR, true, List.of(step)).checked();
            return true;
        } catch (IllegalArgumentException e) {
            if (unrecorded.refused(step.key())) {
                around.words.accept("warning: in force, and not recorded: " + e.getMessage());
            }
            return false;
        }
    }

    private boolean edit(List<Edit.Step> steps) {
        var author = unrecorded.gap().map(Gap::author).orElse(Gap.AUTHOR);
        return switch (around.store
                .edit(new Edit(author, false, steps))
                .toCompletableFuture()
                .join()) {
            case Edited.Done(var _, var outcomes) ->
                outcomes.stream()
                        .anyMatch(it -> it.effect() != Edited.Effect.UNCHANGED && it.effect() != Edited.Effect.ABSENT);
            case Edited.Conflicting _ -> throw new IllegalStateException("it expected nothing");
        };
    }

    /// After a gap in which all came back to what it was, some resource says that there was one.
    private void mark() {
        var over = unrecorded.gap();
        if (over.isPresent()) {
            var kept = around.store.list().toCompletableFuture().join().resources();
            kept.stream()
                    .findFirst()
                    .map(it -> new Edit.Put(it.resource(), over.get().marked(it.document()), Edit.ANY))
                    .ifPresent(put -> edit(List.of(put)));
        }
    }

    private void failed(Throwable failure) {
        var why = failure instanceof StoreUnavailable ? String.valueOf(failure.getMessage()) : failure.toString();
        if (unrecorded.failed(why)) {
            around.words.accept("warning: what changes is in force, and not recorded: " + why + "; it is tried again");
        }
    }

    private synchronized void rest() throws InterruptedException {
        long until = System.nanoTime() + around.retry.toNanos();
        for (long left = around.retry.toMillis();
                left > 0 && !isClosed;
                left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
