package io.margay.engine.catalog;

import io.margay.model.resource.ResourceKey;
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
}
