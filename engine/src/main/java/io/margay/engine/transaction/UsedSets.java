package io.margay.engine.transaction;

import io.margay.model.update.Ints;

/// What a node says to its shard: these are the sets that it uses, and no others.
///
/// @param life of the node: its epoch
/// @param sequence greater each time that the node says so in its life, from 1; what comes late changes nothing
/// @param incarnation of the shard whose numbers these are: to any other they mean something else, or nothing yet
public record UsedSets(String node, long life, long sequence, long incarnation, Ints sets) {}
