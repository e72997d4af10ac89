package io.margay.actors.store.keeper;

import io.margay.actors.store.Revision;
import java.util.List;
import java.util.Objects;

/// Edits that are written together, and what they come to.
record Batch(List<Queue.Waiting> edits, List<StoreState.Decision> decisions) {
    /// What is to be kept of them; there may be nothing.
    List<Revision> revisions() {
        return decisions.stream()
                .map(StoreState.Decision::revision)
                .filter(Objects::nonNull)
                .toList();
    }

    /// They are not made, or nobody knows.
    void refuse(String why) {
        edits.forEach(it -> it.replyTo().tell(new Answer.Unavailable(why)));
    }
}
