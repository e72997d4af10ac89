package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The record of an engine that takes its resources from files: it can be asked, and is changed by nobody else.
///
/// Whatever is asked of now is answered only where what is recorded is what is in force.
///
/// @param lack why that is not so; empty where it is
record RecordedFiles(ResourceStore record, Supplier<Optional<Gap.Lack>> lack) implements ResourceStore {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        return CompletableFuture.failedStage(
                new StoreUnavailable("this engine takes its resources from files: change those"));
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return known(Instant.MAX, () -> record.get(key));
    }

    @Override
    public CompletionStage<Listing> list() {
        return known(Instant.MAX, record::list);
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return record.history(key, most);
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return record.at(revision);
    }

    /// Errors: fails with an IllegalArgumentException also where the time is in a gap that is over. In one that goes
    /// on, with a StoreUnavailable.
    @Override
    public CompletionStage<Listing> at(Instant time) {
        return record.at(time)
                .thenCompose(then -> next(then.revision(), time).thenApply(next -> {
                    next.ifPresent(it -> check(time, it.stamp()));
                    return then;
                }));
    }

    /// What came next may say that there was a gap before it.
    private static void check(Instant time, Stamp next) {
        Gap.before(next.author()).filter(gap -> !time.isBefore(gap.since())).ifPresent(gap -> {
            throw new IllegalArgumentException("what was in force at " + time + " is not known: from " + gap.since()
                    + " until " + next.time() + " nothing could be recorded");
        });
    }

    /// The revision after the one that a time was in, if there is one.
    private CompletionStage<Optional<Revision>> next(long revision, Instant time) {
        return record.list().thenCompose(now -> {
            if (now.revision() == revision) {
                return known(time, () -> CompletableFuture.completedStage(Optional.empty()));
            }
            var next = new CompletableFuture<Optional<Revision>>();
            var following = record.follow(
                    revision, it -> next.complete(Optional.of(it)), () -> next.complete(Optional.empty()));
            return next.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).whenComplete((_, _) -> close(following));
        });
    }

    private <T> CompletionStage<T> known(Instant of, Supplier<CompletionStage<T>> question) {
        return lack.get()
                .filter(it -> !of.isBefore(it.since()))
                .<CompletionStage<T>>map(it -> CompletableFuture.failedStage(new StoreUnavailable(it.why())))
                .orElseGet(question);
    }

    private static void close(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        return record.follow(after, told, lost);
    }
}
