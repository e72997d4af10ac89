package io.margay.model.update;

import io.margay.model.ruleset.Transaction.IdentityChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What writers are told of identities, as objects.
final class IdentityChanges {
    private final Map<Integer, HeldIdentity> said;
    private final List<IdentityChange> changed = new ArrayList<>();
    private final List<Integer> gone = new ArrayList<>();

    /// @param said those that writers know
    IdentityChanges(Map<Integer, HeldIdentity> said) {
        this.said = said;
    }

    List<IdentityChange> changed() {
        return changed;
    }

    List<Integer> gone() {
        return gone;
    }

    /// What writers are told of an identity.
    ///
    /// @param after null where it is not known
    void tell(int number, @Nullable HeldIdentity after) {
        var before = said.get(number);
        if (after == null || after.meanings() == 0) {
            if (before != null) {
                gone.add(number);
            }
        } else if (before == null) {
            changed.add(new IdentityChange(number, after.ports(), after.addresses(), List.of()));
        } else if (!before.addresses().equals(after.addresses())) {
            var added = AddressLists.missing(after.addresses(), before.addresses());
            var removed = AddressLists.missing(before.addresses(), after.addresses());
            changed.add(new IdentityChange(number, after.ports(), added, removed));
        }
    }
}
