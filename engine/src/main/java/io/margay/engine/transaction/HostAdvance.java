package io.margay.engine.transaction;

import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What a shard tells the links of all its hosts: one version, in one message. Nobody changes what is in it.
///
/// Nodes are named by the shard's numbers, which a link learns when it begins.
///
/// @param links of which nodes the links begin, or keep up other sets, from this version on
/// @param concerned the numbers of nodes that this version, or one that is told again, concerns in more than its
///     log: what these offered before does not count any more
/// @param log what the version says to hosts that have the one before, in this order
public record HostAdvance(ShardView view, List<LinkChange> links, BitSet concerned, List<Segment> log) {
    /// A link is another than before.
    ///
    /// @param node its number
    /// @param life of the node, whose offers count from now on
    /// @param begins whether nothing that the host was told can be built on
    /// @param used the sets of which the node is told from this version on, and no others; null: those as before
    /// @param all whether it is told of every identity's addresses from this version on
    public record LinkChange(
            int node,
            String name,
            long life,
            boolean begins,
            @Nullable RoaringBitmap used,
            boolean all) {}

    /// Records with the same audience.
    ///
    /// @param audience the numbers of nodes
    public record Segment(BitSet audience, Shared part) {
        /// How much it is, in moves.
        int moves() {
            return part.part() instanceof Part.Moves(var moves, var ended) ? moves.size() + ended.size() : 1;
        }
    }
}
