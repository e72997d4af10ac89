package io.margay.engine.transaction;

/// What a node says to the link of its host: from a version on, this is what the host should hold, until a version
/// concerns the node again.
///
/// @param life of the node: its epoch
/// @param sequence greater with each offer of a life: what comes late changes nothing
/// @param incarnation of the shard whose version it is
/// @param version of the shard that all of it rests on, and that knows which sets it names
public record Offer(String node, long life, long sequence, long incarnation, long version, Needs needs) {}
