package io.margay.actors.lease;

import java.util.List;

/// How a part of a cluster sees the rest.
///
/// @param self the member that sees it
/// @param lost members that neither hear nor are heard; each by a name that no later life of it has
/// @param isMajority whether more members are in this part than out of it
record Split(String self, List<String> lost, boolean isMajority) {
    /// A member as another sees it.
    ///
    /// @param counts whether it is one of the cluster now: no longer joining, and not leaving for good
    /// @param hasSeen whether it knows what all others know of each other
    record Seen(String name, boolean counts, boolean isUnreachable, boolean hasSeen) {}

    Split {
        lost = List.copyOf(lost);
    }

    /// What a member makes of all members, itself among them.
    ///
    /// One that cannot be reached, but hears by way of others, is not lost: it decides the same as everybody.
    static Split of(String self, List<Seen> members) {
        long all = members.stream().filter(Seen::counts).count();
        long here =
                members.stream().filter(it -> it.counts && !it.isUnreachable).count();
        var lost = members.stream()
                .filter(it -> it.isUnreachable && !it.hasSeen)
                .map(Seen::name)
                .toList();
        return new Split(self, lost, 2 * here > all);
    }
}
