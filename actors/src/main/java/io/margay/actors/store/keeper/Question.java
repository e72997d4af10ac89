package io.margay.actors.store.keeper;

import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.store.Edit;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;

/// What a store is asked.
sealed interface Question extends ClusterMessage {
    /// Make it.
    record Make(Edit edit) implements Question {}

    /// A resource, please.
    record Get(ResourceKey key) implements Question {}

    /// All resources, please.
    record GetAll() implements Question {}

    /// What became of a resource, please.
    record GetHistory(ResourceKey key, int most) implements Question {}

    /// What was right after a revision, please.
    record GetAt(long revision) implements Question {}

    /// What was at a time, please.
    record GetAtTime(Instant time) implements Question {}

    /// The revisions after one, please, as soon as there are any.
    record GetAfter(long revision) implements Question {}
}
