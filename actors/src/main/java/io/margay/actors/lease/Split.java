package io.margay.actors.lease;

import java.util.List;

/// How a part of a cluster sees the rest.
///
/// @param self the member that sees it
/// @param lost members that neither hear nor are heard; each by a name that no later life of it has
/// @param isMajority whether more members are in this part than out of it
/// @param isFirst whether it is, or is the half that has the first member of all: at most one part is
record Split(String self, List<String> lost, boolean isMajority, boolean isFirst) {
    /// A member as another sees it.
    ///
    /// @param counts whether it is one of the cluster now: no longer joining, and not leaving for good
    /// @param hasSeen whether it knows what all others know of each other
    record Seen(String name, boolean counts, boolean isUnreachable, boolean hasSeen) {}

    Split {
        lost = List.copyOf(lost);
    }

    /// What a member makes of all members, itself among them; these are in an order that is the same for everybody.
    ///
    /// One that cannot be reached, but hears by way of others, is not lost: it decides the same as everybody.
    static Split of(String self, List<Seen> members) {
        var all = members.stream().filter(Seen::counts).toList();
        long here = all.stream().filter(it -> !it.isUnreachable).count();
        boolean isMajority = 2 * here > all.size();
        boolean isFirstHalf = 2 * here == all.size() && here > 0 && !all.getFirst().isUnreachable;
        var lost = members.stream()
                .filter(it -> it.isUnreachable && !it.hasSeen)
                .map(Seen::name)
                .toList();
        return new Split(self, lost, isMajority, isMajority || isFirstHalf);
    }
}
