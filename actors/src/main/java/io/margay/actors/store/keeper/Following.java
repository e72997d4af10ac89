package io.margay.actors.store.keeper;

import io.margay.actors.store.Revision;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Somebody who hears of each revision, in order, wherever the store is: asks for the next ones, and asks again where
/// there is no answer.
final class Following implements AutoCloseable {
    private final StoreClient client;
    private final Consumer<Revision> told;
    private final Runnable lost;
    private volatile boolean isClosed;
    /// The last one that was told. Of one thread at a time.
    private long last;

    private Following(StoreClient client, long after, Consumer<Revision> told, Runnable lost) {
        this.client = client;
        this.last = after;
        this.told = told;
        this.lost = lost;
    }

    /// @param lost is told where what comes next is not kept, or the store has gone back; then it has ended
    static Following begin(StoreClient client, long after, Consumer<Revision> told, Runnable lost) {
        var following = new Following(client, after, told, lost);
        following.ask();
        return following;
    }

    private void ask() {
        if (!isClosed && !client.isOver()) {
            var _ = client.after(last).whenComplete(this::hear);
        }
    }

    private void hear(@Nullable List<Revision> next, @Nullable Throwable failure) {
        if (next != null) {
            next.forEach(this::tell);
            ask();
        } else if (failure instanceof CompletionException && failure.getCause() instanceof IllegalArgumentException) {
            isClosed = true;
            lost.run();
        } else {
            client.later(this::ask);
        }
    }

    /// None is left out, but for what this release cannot read.
    private void tell(Revision revision) {
        if (!isClosed && revision.stamp().revision() > last) {
            last = revision.stamp().revision();
            told.accept(revision);
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
