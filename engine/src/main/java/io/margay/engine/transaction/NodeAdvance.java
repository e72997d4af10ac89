package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import java.util.Map;

/// What a shard tells one node: a version that concerns its own endpoints. Of versions that do not it hears
/// nothing; their log goes to its host, see [HostAdvance].
///
/// @param previous the version that the node was told before; 0: none, and what it knew before does not count
/// @param epoch of the node's life whose contribution is in the version; 0 for none
/// @param contributed the sequence of the node's last contribution that is in the version
/// @param used the sequence of the last word of the node, which sets it uses, that is in the version
/// @param identities the identity of each of its endpoints that came, or has another one than the node was told
public record NodeAdvance(
        ShardView view, long previous, long epoch, long contributed, long used, Map<ResourceKey, Integer> identities) {}
