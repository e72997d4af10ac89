package io.margay.engine.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How far a shard has heard its source: whether all that the source named at a revision has arrived.
final class Progress {
    private final Map<String, Long> awaited = new HashMap<>();
    private long complete = -1;
    private long catalog = -1;

    /// The source has said all up to a revision, and each contributor has to have heard at least this much of it.
    void completed(long revision, Map<String, Long> due) {
        complete = Math.max(complete, revision);
        due.forEach((contributor, least) -> awaited.merge(contributor, least, Math::max));
    }

    /// Nobody else is awaited any more than these.
    void onlyOf(Set<String> contributors) {
        awaited.keySet().retainAll(contributors);
    }

    /// Who has not told of all that the source named, and the revision that it has to tell of.
    Map<String, Long> awaited() {
        return Map.copyOf(awaited);
    }

    /// How many have not told of all that the source named.
    int awaitedCount() {
        return awaited.size();
    }

    /// A contributor has told of a revision.
    void reached(String contributor, long revision) {
        awaited.computeIfPresent(contributor, (_, least) -> least <= revision ? null : least);
    }

    /// A contributor is no more since a revision; what is awaited of a later one, is.
    void gone(String contributor, long revision) {
        awaited.computeIfPresent(contributor, (_, least) -> least <= revision ? null : least);
    }

    /// The catalogue has told of a revision.
    void catalogReached(long revision) {
        catalog = Math.max(catalog, revision);
    }

    /// The revision that the catalogue has told of; -1 before it has told of any.
    long catalog() {
        return catalog;
    }

    /// The revision that the source has completed; -1 before it has completed any.
    long complete() {
        return complete;
    }

    /// Whether everything up to the revision that the source completed is here.
    boolean inSync() {
        return complete >= 0 && catalog >= complete && awaited.isEmpty();
    }
}
