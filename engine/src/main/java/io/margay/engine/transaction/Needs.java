package io.margay.engine.transaction;

import io.margay.index.intern.Sorted;
import io.margay.index.intern.SortedByNumber;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Shared;
import org.roaringbitmap.RoaringBitmap;

/// What a node's endpoints need: their rule sets, the policies and profiles active here, the sets that these name. What
/// is the same as in other needs of the node is the same object.
///
/// @param endpoints by key, what the host is told of each
/// @param policies by number
/// @param profiles by name
/// @param sets their numbers; nobody changes the bitmap
public record Needs(
        Sorted<ResourceKey, Shared> endpoints,
        SortedByNumber<SharedPolicy> policies,
        Sorted<String, SharedProfile> profiles,
        RoaringBitmap sets) {
    /// Nothing.
    public static final Needs NOTHING =
            new Needs(Sorted.empty(), SortedByNumber.empty(), Sorted.empty(), new RoaringBitmap());
}
