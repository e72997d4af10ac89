package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;

/// Which lists of rules are told apart by unions of the sets that they ask for, and how.
///
/// A list costs each packet a lookup a rule; a union costs the kernel's memory, and a write for each member that comes.
///
/// @param version of the packets
/// @param marks whether a rule has decided
/// @param longestList a longer one gets unions
/// @param least as many rules, or unions, at least are one; 2 at least
/// @param most as many at most; more than `least`
record UnionShape(IpVersion version, Marks marks, int longestList, int least, int most) {
    private static final int LONGEST_LIST = 48;
    private static final int LEAST = 8;
    private static final int MOST = 24;

    /// What nobody chose otherwise.
    static UnionShape standard(IpVersion version, Marks marks) {
        return new UnionShape(version, marks, LONGEST_LIST, LEAST, MOST);
    }

    /// The same, where every list stays one.
    UnionShape withoutUnions() {
        return new UnionShape(version, marks, Integer.MAX_VALUE, least, most);
    }

    /// Whether what has this key is the last of a union that has as many already as it must have. It depends on nothing
    /// else, so that a change of a list changes few unions.
    boolean ends(String key, int level) {
        return Math.floorMod(Outline.hash(level, key), least) == 0;
    }
}
