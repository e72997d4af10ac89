package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Shared;
import java.util.List;
import java.util.Map;

/// What a shard tells one node: a version that concerns it. Of versions that do not it hears nothing.
///
/// @param previous the version that the node was told before; 0: none, and what it knew before does not count
/// @param epoch of the node's life whose contribution is in the version; 0 for none
/// @param contributed the sequence of the node's last contribution that is in the version
/// @param used the sequence of the last word of the node, which sets it uses, that is in the version
/// @param all whether the node is told of every identity's addresses from this version on
/// @param own whether rule sets of the node's own endpoints may be others than before; else only the log concerns it
/// @param identities the identity of each of its endpoints that came, or has another one than the node was told
/// @param log what the version says to hosts that have the one before and use what this node's host uses
public record NodeAdvance(
        ShardView view,
        long previous,
        long epoch,
        long contributed,
        long used,
        boolean all,
        boolean own,
        Map<ResourceKey, Integer> identities,
        List<Shared> log) {}
