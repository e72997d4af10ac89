package io.margay.model.update;

import java.util.List;

/// What one host is told, to be applied as one: old or new, nothing between.
///
/// Parts are applied in their order; where two say something of the same thing, the later counts. Those of the log
/// come first, what is this host's own last. A host drops what it does not use: memberships in sets that it was never
/// given, changes of identities that it does not know.
///
/// @param incarnation of the shard: whose numbers these are
/// @param base the revision it changes; 0: everything the host holds is replaced
/// @param revision what the host holds after it; greater than `base`
/// @param all whether the host is told of every identity from now on: it then keeps those that are in none of its sets
public record Update(String node, long incarnation, long base, long revision, boolean all, List<Shared> parts) {
    public Update {
        parts = List.copyOf(parts);
    }
}
