package io.margay.engine.transaction;

/// One of so many groups into which a shard's hosts fall, by their names.
///
/// @param number from 0
/// @param count how many groups there are
public record HostGroup(int number, int count) {
    /// The number of the group that a host is in.
    public static int of(String node, int count) {
        return Math.floorMod(node.hashCode(), count);
    }

    /// Whether a host is in this group.
    public boolean has(String node) {
        return of(node, count) == number;
    }
}
