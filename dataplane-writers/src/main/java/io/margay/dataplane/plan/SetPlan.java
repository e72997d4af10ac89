package io.margay.dataplane.plan;

import io.margay.model.ruleset.AddressSet;
import org.jspecify.annotations.Nullable;

/// What becomes of one address set.
public sealed interface SetPlan {
    /// Whatever was there, it holds this now; it is made if it is not there.
    record Whole(AddressSet set, SetMembers members) implements SetPlan {}

    /// It is there; these come and those go. No member is in both. One that comes may be there already, and one that
    /// goes may not be, where a plan before failed.
    ///
    /// @param whole all that it holds then; null where nobody asked for it, and no rule changes
    record Change(
            AddressSet set,
            SetMembers added,
            SetMembers removed,
            @Nullable SetMembers whole) implements SetPlan {}

    /// It is no longer there.
    record Delete() implements SetPlan {}
}
