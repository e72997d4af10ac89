package io.margay.actors.store;

import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// What exists, where Margay is the source of it; any member asks, one decides.
///
/// Safe for any thread; nothing here waits. A stage fails with a [StoreUnavailable] where whoever decides, or what
/// keeps it, cannot be reached: then nothing has changed, or, of an edit, it is not known whether it has.
public interface ResourceStore {
    /// Makes an edit as a whole, or nothing of it. Done once it is kept: no crash loses it after that.
    ///
    /// Errors: fails with an IllegalArgumentException, in words for a person, where a document is not that of its
    /// resource, is too large, or two steps are about one resource.
    CompletionStage<Edited> edit(Edit edit);

    /// A resource as it is now; empty where there is none.
    CompletionStage<Optional<Stored>> get(ResourceKey key);

    /// Everything that exists, by key, as of one revision.
    CompletionStage<Listing> list();

    /// What became of a resource, the latest first, as far back as is kept.
    ///
    /// @param most how many, at most
    CompletionStage<List<Past>> history(ResourceKey key, int most);

    /// Everything that existed right after a revision.
    ///
    /// Errors: fails with an IllegalArgumentException, in words for a person, where that is no longer kept.
    CompletionStage<Listing> at(long revision);

    /// Everything that existed at a time.
    ///
    /// Errors: as of the other.
    CompletionStage<Listing> at(Instant time);

    /// Tells of each revision after one, in order, none left out, until closed.
    ///
    /// @param after a revision that is still kept; what began later is told of at once
    /// @param told gets each on a thread of the engine's: it must not wait
    /// @param lost is run where what comes next is no longer kept, or has never been; nothing is told then
    AutoCloseable follow(long after, Consumer<Revision> told, Runnable lost);

    /// Everything that exists, as of a revision.
    record Listing(long revision, List<Stored> resources) {}
}
