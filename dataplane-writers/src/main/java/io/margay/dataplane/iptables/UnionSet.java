package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.SetSpec;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.util.List;

/// A set of the kernel's that holds at least what some others hold: a packet whose address is not in it need not be
/// looked for in any of these. Two of the same name are one set, which holds the parts of both.
///
/// @param side whose address rules look for in it
/// @param sets parts that hold the members of address sets
/// @param unions parts that are such sets themselves
record UnionSet(String name, IpVersion version, Side side, List<SetId> sets, List<UnionSet> unions) {
    /// One that held more would take much memory, and few packets would not be in it.
    static final int MOST_MEMBERS = 1 << 16;

    UnionSet {
        sets = List.copyOf(sets);
        unions = List.copyOf(unions);
    }

    /// The option that looks into it.
    String option() {
        return side.inSet(name);
    }

    /// The kernel's set.
    SetSpec set() {
        return new SetSpec(name, SetSpec.Kind.NET, version, MOST_MEMBERS);
    }
}
