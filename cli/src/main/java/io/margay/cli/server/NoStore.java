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

/// The store of an engine that takes its resources from files: it says that there is none.
final class NoStore implements ResourceStore {
    @Override
    public CompletionStage<Edited> edit(Edit edit) {
        return none();
    }

    @Override
    public CompletionStage<Optional<Stored>> get(ResourceKey key) {
        return none();
    }

    @Override
    public CompletionStage<Listing> list() {
        return none();
    }

    @Override
    public CompletionStage<List<Past>> history(ResourceKey key, int most) {
        return none();
    }

    @Override
    public CompletionStage<Listing> at(long revision) {
        return none();
    }

    @Override
    public CompletionStage<Listing> at(Instant time) {
        return none();
    }

    @Override
    public AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost) {
        lost.run();
        return () -> {};
    }

    private static <T> CompletionStage<T> none() {
        return CompletableFuture.failedStage(
                new StoreUnavailable("this engine takes its resources from files, and keeps none: change those"));
    }
}
