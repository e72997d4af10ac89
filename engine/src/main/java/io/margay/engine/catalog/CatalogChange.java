package io.margay.engine.catalog;

import io.margay.model.resource.ResourceKey;
import java.util.HashSet;
import java.util.Set;

/// How a catalogue differs from the one before. May name more than differs, never less.
///
/// @param policies those that came, went or are in any way others
/// @param profiles those whose labels or rules may differ
/// @param tiers whether tiers differ in more than their policies
public record CatalogChange(Set<ResourceKey> policies, Set<String> profiles, boolean tiers) {
    /// No difference.
    public static final CatalogChange NONE = new CatalogChange(Set.of(), Set.of(), false);

    public CatalogChange {
        policies = Set.copyOf(policies);
        profiles = Set.copyOf(profiles);
    }

    /// Whether nothing differs.
    public boolean isEmpty() {
        return policies.isEmpty() && profiles.isEmpty() && !tiers;
    }

    /// What differs when both have happened.
    public CatalogChange and(CatalogChange other) {
        return isEmpty() ? other : other.isEmpty() ? this : new CatalogChange(
                union(policies, other.policies), union(profiles, other.profiles), tiers || other.tiers);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
