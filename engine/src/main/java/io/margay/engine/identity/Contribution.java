package io.margay.engine.identity;

import io.margay.model.resource.ResourceKey;
import java.util.List;

/// What a contributor (a node, or the cluster for what is on no node) says anew about what it alone is the authority
/// on.
///
/// @param epoch the contributor's life; a higher one replaces all that a lower one said
/// @param sequence of this contribution in its epoch, from 1, each one more than the one before
/// @param revision what of its source it has heard
/// @param whole whether this is all that the contributor claims, not a change
/// @param digest of all claims that stand after it, see [Digest]
public record Contribution(
        String contributor,
        long epoch,
        long sequence,
        long revision,
        boolean whole,
        List<Claim> claims,
        List<ResourceKey> gone,
        long digest) {
    /// The contributor of network sets, services and machines.
    public static final String CLUSTER = "";

    public Contribution {
        claims = List.copyOf(claims);
        gone = List.copyOf(gone);
    }
}
