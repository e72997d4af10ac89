package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.Revision;
import io.margay.actors.store.StoreUnavailable;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The record of an engine that takes its resources from files: it can be asked, and is changed by nobody else.
///
/// @param gap the one that goes on
record RecordedFiles(ResourceStore record, Supplier<Optional<Gap>> gap) implements ResourceStore {
    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        return CompletableFuture.failedStage(
                new StoreUnavailable("this engine takes its resources from files: change those"));
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return record.get(key);
    }

    @Override
    public CompletionStage<Listing> list() {
        return record.list();
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return record.history(key, most);
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return record.at(revision);
    }

    /// Errors: fails with an IllegalArgumentException also where the time is in a gap.
    @Override
    public CompletionStage<Listing> at(Instant time) {
        var present = gap.get().filter(it -> !time.isBefore(it.since()));
        return present.isPresent()
                ? unknown(time, present.get(), "now")
                : record.at(time)
                        .thenCompose(then -> next(then.revision())
                                .thenCompose(next -> next.flatMap(
                                                it -> Gap.before(it.stamp().author())
                                                        .filter(before -> !time.isBefore(before.since())))
                                        .map(before -> RecordedFiles.<Listing>unknown(
                                                time,
                                                before,
                                                next.orElseThrow()
                                                        .stamp()
                                                        .time()
                                                        .toString()))
                                        .orElse(CompletableFuture.completedStage(then))));
    }

    /// The revision after one, if there is one.
    private CompletionStage<Optional<Revision>> next(long revision) {
        return record.list().thenCompose(now -> {
            var next = new CompletableFuture<Optional<Revision>>();
            if (now.revision() == revision) {
                next.complete(Optional.empty());
                return next;
            }
            var following = record.follow(
                    revision, it -> next.complete(Optional.of(it)), () -> next.complete(Optional.empty()));
            return next.whenComplete((_, _) -> close(following));
        });
    }

    private static void close(AutoCloseable following) {
        try {
            following.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> CompletionStage<T> unknown(Instant time, Gap gap, String until) {
        return CompletableFuture.failedStage(new IllegalArgumentException("what was in force at " + time
                + " is not known: from " + gap.since() + " until " + until + " nothing could be recorded"));
    }

    @Override
    public AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        return record.follow(after, told, lost);
    }
}
