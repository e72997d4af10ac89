package io.margay.model.update;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.Collection;
import java.util.LinkedHashSet;
import org.roaringbitmap.RoaringBitmap;

/// A set that the host has.
final class HeldSet {
    final int number;
    final SetId id;
    final AddressSet definition;
    final RoaringBitmap identities;
    final LinkedHashSet<Member> members;

    HeldSet(int number, SetId id, AddressSet definition, RoaringBitmap identities, Collection<Member> members) {
        this.number = number;
        this.id = id;
        this.definition = definition;
        this.identities = identities;
        this.members = new LinkedHashSet<>(members);
    }
}
