package io.margay.actors.store.keeper;

import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import io.margay.actors.store.StoredDocument;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One accepted edit, as it stands in the journal.
record StoreEvent(long revision, Instant time, String author, List<Change> changes) implements Journaled {
    /// What became of one resource.
    ///
    /// @param document what it is, as JSON; empty: it is no more
    record Change(String apiVersion, String kind, String namespace, String name, String document) {
        private static Change of(ResourceKey key, String document) {
            return new Change(key.kind().apiVersion(), key.kind().word(), key.namespace(), key.name(), document);
        }

        private Optional<ResourceKey> key() {
            return Kind.of(apiVersion, kind).map(known -> new ResourceKey(known, namespace, name));
        }
    }

    StoreEvent {
        changes = List.copyOf(changes);
    }

    static StoreEvent of(Revision revision) {
        var changes = new ArrayList<Change>();
        revision.upserted().forEach(it -> changes.add(Change.of(it.resource().key(), it.document())));
        revision.deleted().forEach(key -> changes.add(Change.of(key, "")));
        return new StoreEvent(
                revision.stamp().revision(),
                revision.stamp().time(),
                revision.stamp().author(),
                changes);
    }

    /// The same as others hear of it, without what this release cannot read.
    Revision asRevision() {
        var stamp = new Stamp(revision, time, author);
        return new Revision(
                stamp,
                changes.stream()
                        .filter(it -> !it.document.isEmpty())
                        .flatMap(
                                it -> StoredDocument.readKept(it.document)
                                        .map(resource -> new Stored(resource, it.document, stamp))
                                        .stream())
                        .toList(),
                changes.stream()
                        .filter(it -> it.document.isEmpty())
                        .flatMap(it -> it.key().stream())
                        .toList());
    }
}
