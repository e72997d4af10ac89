package io.margay.cli.server;

import io.margay.actors.count.Latency;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A store, and how long edits take that are made over this member, and what becomes of them.
final class TimedStore implements ResourceStore {
    /// What became of an edit.
    enum Outcome {
        /// It was kept, or changed nothing.
        DONE,
        /// Somebody else had changed what it was to change.
        CONFLICT,
        /// It cannot be kept as it is.
        REFUSED,
        /// The store could not be reached.
        UNAVAILABLE,
        /// It failed in another way.
        FAILED;

        /// As metrics call it.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ResourceStore store;
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
    private final Latency edits = new Latency();

    TimedStore(ResourceStore store) {
        this.store = store;
        Arrays.stream(Outcome.values()).forEach(outcome -> outcomes.put(outcome, new LongAdder()));
    }

    /// How many edits became what.
    Map<Outcome, LongAdder> outcomes() {
        return outcomes;
    }

    /// How long those took that were answered by the store.
    Latency edits() {
        return edits;
    }

    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        long began = System.nanoTime();
        return store.edit(edit).whenComplete((edited, failure) -> {
            var outcome = outcome(edited, failure);
            outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
            if (edited != null) {
                edits.took(System.nanoTime() - began);
            }
        });
    }

    private static Outcome outcome(@Nullable Edited edited, @Nullable Throwable failure) {
        return switch (edited) {
            case Edited.Done _ -> Outcome.DONE;
            case Edited.Conflicting _ -> Outcome.CONFLICT;
            case null -> outcome(failure instanceof CompletionException ? failure.getCause() : failure);
        };
    }

    private static Outcome outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case StoreUnavailable _ -> Outcome.UNAVAILABLE;
            case IllegalArgumentException _ -> Outcome.REFUSED;
            case null, default -> Outcome.FAILED;
        };
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return store.get(key);
    }

    @Override
    public CompletionStage<Listing> list() {
        return store.list();
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return store.history(key, most);
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return store.at(revision);
    }

    @Override
    public CompletionStage<Listing> at(Instant time) {
        return store.at(time);
    }

    @Override
    public AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        return store.follow(after, told, lost);
    }
}
