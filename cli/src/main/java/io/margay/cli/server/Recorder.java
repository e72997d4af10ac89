package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes down what files said, once that is in force. Nothing waits for it, and nothing that it meets keeps anything
/// from coming into force: what cannot be written down now is written later, with a [Gap] before it.
///
/// What was written before it began is first made what the files say; then changes follow. What one look at the files
/// found is one edit, but for more than some thousand changes. Safe for any thread.
final class Recorder implements AutoCloseable {
    private static final int MOST_OF_AN_EDIT = 10_000;

    private final ResourceStore store;
    private final InstantSource clock;
    private final Duration retry;
    private final Consumer<String> words;
    private final Thread thread;
    private final Map<ResourceKey, Edit.Step> due = new LinkedHashMap<>();
    private @Nullable Instant dueSince;
    private @Nullable Gap gap;
    private boolean isClosed;
    /// All that the files say, until what was there before is known; the thread's own after that.
    private @Nullable Map<ResourceKey, Edit.Put> all = new LinkedHashMap<>();

    /// @param retry how long it rests after what did not succeed
    /// @param words gets what people should know
    Recorder(ResourceStore store, InstantSource clock, Duration retry, Consumer<String> words) {
        this.store = store;
        this.clock = clock;
        this.retry = retry;
        this.words = words;
        this.thread = Thread.ofVirtual().name("recorder").unstarted(this::run);
    }

    /// The files say this, too, now; the first time, it is all that they say.
    synchronized void taken(Collection<Edit.Put> puts, Collection<ResourceKey> deleted) {
        if (thread.getState() == Thread.State.NEW) {
            dueSince = now();
            thread.start();
        }
        var known = all;
        if (known != null) {
            puts.forEach(put -> known.put(put.key(), put));
            deleted.forEach(known::remove);
        } else {
            puts.forEach(put -> due.put(put.key(), put));
            deleted.forEach(key -> due.put(key, new Edit.Delete(key, Edit.ANY)));
        }
        if (dueSince == null && !(puts.isEmpty() && deleted.isEmpty())) {
            dueSince = now();
        }
        notifyAll();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// The gap that goes on.
    synchronized Optional<Gap> gap() {
        return Optional.ofNullable(gap);
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
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        while (dueSince == null && !isClosed) {
            wait();
        }
        return !isClosed;
    }

    private void write() throws InterruptedException {
        try {
            compare();
            var steps = steps();
            boolean isOther = false;
            for (int from = 0; from < steps.size(); from += MOST_OF_AN_EDIT) {
                isOther |= write(steps.subList(from, Math.min(steps.size(), from + MOST_OF_AN_EDIT)));
            }
            if (!isOther) {
                mark();
            }
            written(steps);
        } catch (RuntimeException e) { // whatever it is, the next try may do
            failed(e.getCause() == null ? e : e.getCause());
            rest();
        }
    }

    /// What was recorded before is compared with all that the files say, once.
    private void compare() {
        if (isCompared()) {
            return;
        }
        var kept = store.list().toCompletableFuture().join();
        synchronized (this) {
            var said = all;
            if (said != null) {
                compare(kept.resources(), said);
            }
            all = null;
        }
    }

    private synchronized boolean isCompared() {
        return all == null;
    }

    private synchronized void compare(List<Stored> kept, Map<ResourceKey, Edit.Put> said) {
        var same = new HashSet<ResourceKey>();
        for (var stored : kept) {
            var key = stored.resource().key();
            var now = said.get(key);
            if (now == null) {
                due.put(key, new Edit.Delete(key, Edit.ANY));
            } else if (now.document().equals(stored.document())) {
                same.add(key);
            }
        }
        said.forEach((key, put) -> {
            if (!same.contains(key)) {
                due.put(key, put);
            }
        });
    }

    private synchronized List<Edit.Step> steps() {
        return List.copyOf(due.values());
    }

    /// Whether anything is another than was recorded.
    private boolean write(List<Edit.Step> steps) {
        try {
            return edit(steps);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
            return steps.stream().filter(this::writeAlone).count() > 0;
        }
    }

    /// One of several was refused: all others are written.
    private boolean writeAlone(Edit.Step step) {
        try {
            return edit(List.of(step));
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof IllegalArgumentException refused)) {
                throw e;
            }
            words.accept("warning: in force, and not recorded: " + refused.getMessage());
            return false;
        }
    }

    private boolean edit(List<Edit.Step> steps) {
        var author = gap().map(Gap::author).orElse(Gap.AUTHOR);
        return switch (store.edit(new Edit(author, false, steps))
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
        var over = gap();
        if (over.isPresent()) {
            var kept = store.list().toCompletableFuture().join().resources();
            kept.stream()
                    .findFirst()
                    .map(it -> new Edit.Put(it.resource(), over.get().marked(it.document()), Edit.ANY))
                    .ifPresent(put -> edit(List.of(put)));
        }
    }

    private void written(List<Edit.Step> steps) {
        var over = Optional.<Gap>empty();
        synchronized (this) {
            for (var step : steps) {
                due.remove(step.key(), step);
            }
            over = gap();
            gap = null;
            dueSince = due.isEmpty() ? null : now();
        }
        over.ifPresent(it -> words.accept("recorded again; what was in force since " + it.since() + " is not known"));
    }

    private void failed(Throwable failure) {
        boolean isNews;
        synchronized (this) {
            isNews = gap == null;
            gap = isNews && dueSince != null ? new Gap(dueSince) : gap;
        }
        if (isNews) {
            var why = failure instanceof StoreUnavailable ? failure.getMessage() : failure.toString();
            words.accept("warning: what changes is in force, and not recorded: " + why + "; it is tried again");
        }
    }

    private synchronized void rest() throws InterruptedException {
        long until = System.nanoTime() + retry.toNanos();
        for (long left = retry.toMillis(); left > 0 && !isClosed; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
