package io.margay.engine.node;

import io.margay.engine.transaction.Needs;

/// What is known of a node at one moment.
///
/// @param revision of its source, that it has heard; -1 before it heard anything
/// @param version of its shard that it has seen, the last that concerned it; 0 before there was one
/// @param settled whether `needs` is all that its host should hold, and holds if it is connected
/// @param needs what its host should hold
/// @param enforced the revision that its host enforces; 0 where that is not known
public record NodeReport(String node, long revision, long version, boolean settled, Needs needs, long enforced) {}
