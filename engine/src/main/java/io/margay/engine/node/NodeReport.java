package io.margay.engine.node;

import io.margay.engine.transaction.HostState;

/// What is known of a node at one moment.
///
/// @param revision of its source, that it has heard; -1 before it heard anything
/// @param version of its shard that it has seen; 0 before there was one
/// @param settled whether `state` is what its host should hold at that version, and holds it if it is connected
/// @param state what its host should hold
/// @param enforced the revision that its host enforces; 0 where that is not known
public record NodeReport(String node, long revision, long version, boolean settled, HostState state, long enforced) {}
