package io.margay.model.update;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// A set that the host has.
public final class HeldSet {
    final int number;
    final SetId id;
    final AddressSet definition;
    final RoaringBitmap identities;
    private Set<Member> members;

    HeldSet(int number, SetId id, AddressSet definition, RoaringBitmap identities, Collection<Member> members) {
        this.number = number;
        this.id = id;
        this.definition = definition;
        this.identities = identities;
        this.members = members.isEmpty() ? Set.of() : new LinkedHashSet<>(members);
    }

    /// What names it.
    public SetId id() {
        return id;
    }

    /// What it means.
    public AddressSet definition() {
        return definition;
    }

    /// The numbers of the identities that it means now; nobody else changes them.
    public RoaringBitmap identities() {
        return identities;
    }

    /// Its members beside those of identities, now.
    public Set<Member> members() {
        return Collections.unmodifiableSet(members);
    }

    void change(Collection<Member> removed, Collection<Member> added) {
        if (members.isEmpty() && !added.isEmpty()) {
            members = new LinkedHashSet<>();
        }
        if (!members.isEmpty()) {
            removed.forEach(members::remove);
        }
        if (!added.isEmpty()) {
            members.addAll(added);
        }
    }
}
