package io.margay.actors.store.keeper;

import akka.actor.typed.ActorRef;
import io.margay.actors.cluster.ClusterMessage;
import io.margay.actors.store.Edited;
import io.margay.actors.store.Past;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stored;
import java.util.List;

/// What a store answers.
sealed interface Answer extends ClusterMessage {
    /// What became of an edit.
    record OfEdit(Edited edited) implements Answer {}

    /// A resource, or none.
    record OfGet(List<Stored> found) implements Answer {}

    /// Resources.
    record OfList(Listing listing) implements Answer {}

    /// What became of a resource.
    record OfHistory(List<Past> past) implements Answer {}

    /// Some revisions, the next ones; none: there are none so far.
    record OfAfter(List<Revision> revisions) implements Answer {}

    /// That is not kept, or cannot be.
    record Refused(String why) implements Answer {}

    /// Not now.
    record Unavailable(String why) implements Answer {}

    /// Nothing was done, as the store goes to another member: ask again.
    record Again() implements Answer {}

    /// Another answer, piece by piece.
    record InPieces(ActorRef<Pieces.Command> from) implements Answer {}

    /// The revisions after one that is not the last.
    static Answer after(long revision, List<Revision> found) {
        return found.isEmpty()
                ? new Refused("what came after revision " + revision + " cannot be read by this release")
                : new OfAfter(found);
    }

    /// About as many bytes are what names a resource.
    int NAME = 128;

    /// About how many bytes it has as a message.
    default long size() {
        return switch (this) {
            case OfEdit(Edited.Done done) -> (long) NAME * done.outcomes().size();
            case OfEdit(Edited.Conflicting conflicting) ->
                (long) NAME * conflicting.conflicts().size();
            case OfGet(var found) -> size(found);
            case OfList(var listing) -> size(listing.resources());
            case OfHistory(var past) ->
                past.stream().mapToLong(it -> NAME + it.document().length()).sum();
            case OfAfter(var revisions) ->
                revisions.stream()
                        .mapToLong(it ->
                                size(it.upserted()) + (long) NAME * it.deleted().size())
                        .sum();
            case Refused _, Unavailable _, Again _, InPieces _ -> NAME;
        };
    }

    private static long size(List<Stored> stored) {
        return stored.stream().mapToLong(it -> NAME + it.document().length()).sum();
    }
}
