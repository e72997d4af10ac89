package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import io.margay.actors.source.SourceActor;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Revision;
import io.margay.engine.source.Change;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a source what the store holds: all of it, then that this is all, then each revision. It says nothing before it
/// has read the store.
public final class Feeder {
    private final StoreClient store;
    private final ActorRef<SourceActor.Command> source;
    /// What the source knows. Of one thread at a time.
    private final Set<ResourceKey> fed = new HashSet<>();

    private Feeder(StoreClient store, ActorRef<SourceActor.Command> source) {
        this.store = store;
        this.source = source;
    }

    /// Goes on until the engine ends.
    public static void begin(StoreClient store, ActorRef<SourceActor.Command> source) {
        new Feeder(store, source).read();
    }

    private void read() {
        var _ = store.list().whenComplete(this::hear);
    }

    private void hear(@Nullable Listing all, @Nullable Throwable failure) {
        if (all != null) {
            feed(all);
            Following.begin(store, all.revision(), this::feed, this::read);
        } else if (!store.isOver()) {
            store.later(this::read);
        }
    }

    private void feed(Listing all) {
        var changes = new ArrayList<Change>();
        var gone = new HashSet<>(fed);
        for (var stored : all.resources()) {
            changes.add(new Change.Upserted(stored.resource()));
            gone.remove(stored.resource().key());
        }
        gone.forEach(key -> changes.add(new Change.Deleted(key)));
        tell(changes);
    }

    private void feed(Revision revision) {
        var changes = new ArrayList<Change>();
        revision.deleted().forEach(key -> changes.add(new Change.Deleted(key)));
        revision.upserted().forEach(it -> changes.add(new Change.Upserted(it.resource())));
        tell(changes);
    }

    private void tell(List<Change> changes) {
        for (var change : changes) {
            if (change instanceof Change.Upserted) {
                fed.add(change.key());
            } else {
                fed.remove(change.key());
            }
        }
        source.tell(new SourceActor.Changed(List.copyOf(changes)));
        source.tell(new SourceActor.Completed());
    }
}
