package io.margay.engine.catalog;

import io.margay.model.resource.ResourceKey;
import java.util.HashSet;
import java.util.Set;

/// In what two catalogs differ.
///
/// @param policies that came, went, or differ in anything
/// @param profiles that came, went, or whose labels or rules differ
/// @param tiers whether tiers came, went, or differ in more than their policies
public record CatalogChange(Set<ResourceKey> policies, Set<String> profiles, boolean tiers) {
    /// They say the same, but maybe for notices.
    public static final CatalogChange NONE = new CatalogChange(Set.of(), Set.of(), false);

    public CatalogChange {
        policies = Set.copyOf(policies);
        profiles = Set.copyOf(profiles);
    }

    /// Whether they say the same, but maybe for notices.
    public boolean isEmpty() {
        return policies.isEmpty() && profiles.isEmpty() && !tiers;
    }

    /// In what the first and the last of three catalogs differ, at most.
    public CatalogChange and(CatalogChange other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return new CatalogChange(
                union(policies, other.policies), union(profiles, other.profiles), tiers || other.tiers);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
