package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.SetId;
import java.util.HashSet;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// What differs between two versions of a shard. May name more than differs, never less.
///
/// @param everything true where it is not known: anything may differ
/// @param sets those whose meaning differs, and those that came into or went out of use
/// @param identities those with other addresses, new ones and those that are gone
/// @param policies those with other rules or subject, new ones and those that are gone
/// @param profiles those whose labels or rules may differ
/// @param tiers whether tiers differ in more than their policies
public record Touched(
        boolean everything,
        Set<SetId> sets,
        RoaringBitmap identities,
        Set<ResourceKey> policies,
        Set<String> profiles,
        boolean tiers) {
    /// Anything may differ.
    public static final Touched EVERYTHING = new Touched(true, Set.of(), new RoaringBitmap(), Set.of(), Set.of(), true);

    /// Nothing differs.
    public static final Touched NOTHING = new Touched(false, Set.of(), new RoaringBitmap(), Set.of(), Set.of(), false);

    public Touched {
        sets = Set.copyOf(sets);
        policies = Set.copyOf(policies);
        profiles = Set.copyOf(profiles);
    }

    /// Whether what policies say, or to whom, may differ.
    public boolean catalog() {
        return everything || tiers || !policies.isEmpty() || !profiles.isEmpty();
    }

    /// Whether nothing differs.
    public boolean isEmpty() {
        return !catalog() && sets.isEmpty() && identities.isEmpty();
    }

    /// What differs when both have happened.
    Touched and(Touched other) {
        return new Touched(
                everything || other.everything,
                union(sets, other.sets),
                RoaringBitmap.or(identities, other.identities),
                union(policies, other.policies),
                union(profiles, other.profiles),
                tiers || other.tiers);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        if (one.isEmpty()) {
            return other;
        }
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
