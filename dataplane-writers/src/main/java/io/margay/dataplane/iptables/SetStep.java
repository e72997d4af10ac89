package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import java.util.Optional;

/// One change of one set of the kernel's. Of its members, those of the set's version are meant.
sealed interface SetStep {
    /// The set, as it is called afterwards.
    SetSpec set();

    /// Makes a set that is not there, with these members.
    record Create(SetSpec set, SetMembers members) implements SetStep {}

    /// Gives a set that is there these members and no others, at one blow.
    record Replace(SetSpec set, SetMembers members) implements SetStep {}

    /// Adds members.
    record Add(SetSpec set, SetMembers members) implements SetStep {}

    /// Removes members.
    record Remove(SetSpec set, SetMembers members) implements SetStep {}

    /// Carries it out; why not, if it was not, or not all of it.
    default Optional<Refusal> in(Ipset ipset) {
        return switch (this) {
            case Create(var set, var members) -> ipset.create(set).or(() -> ipset.add(set, members.of(set.version())));
            case Replace(var set, var members) ->
                ipset.replace(set, Names.temporary(set.name()), members.of(set.version()));
            case Add(var set, var members) -> ipset.add(set, members.of(set.version()));
            case Remove(var set, var members) -> ipset.delete(set, members.of(set.version()));
        };
    }
}
