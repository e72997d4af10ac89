package io.margay.engine.node;

import io.margay.engine.transaction.Needs;

/// What is known of a node at one moment.
///
/// @param epoch of its life
/// @param revision of its source, that it has heard; -1 before it heard anything
/// @param version of its shard that it has seen, the last that concerned it; 0 before there was one
/// @param settled whether `needs` is all that its host should hold, and was offered to the host's link
/// @param needs what its host should hold
public record NodeReport(String node, long epoch, long revision, long version, boolean settled, Needs needs) {}
