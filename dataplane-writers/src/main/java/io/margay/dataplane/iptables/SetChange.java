package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import org.jspecify.annotations.Nullable;

/// What a plan does to a set that is in the kernel.
///
/// @param id that of the address set
/// @param there the kernel's set
/// @param members those that come and go; null: nobody knows what it holds
/// @param whole all that it holds then; null where nobody said
record SetChange(
        AddressSet set,
        SetId id,
        SetSpec there,
        @Nullable Members members,
        @Nullable SetMembers whole) {
    /// Which come and go.
    record Members(SetMembers added, SetMembers removed) {}

    /// How many changes of members it is; one that happens at one blow is one.
    long steps() {
        return members == null
                ? 1
                : members.added().count(there.version()) + members.removed().count(there.version());
    }

    /// About how many members it has then.
    long size() {
        return whole == null ? Long.MAX_VALUE : whole.count(there.version());
    }

    /// Writes it anew, beside what is there.
    ///
    /// @param name of the new set
    SetStep fresh(String name) {
        if (whole == null) {
            throw new IllegalStateException("nobody said what is in " + there.name());
        }
        return new SetStep.Create(there.named(name), whole);
    }
}
