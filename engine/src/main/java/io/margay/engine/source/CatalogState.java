package io.margay.engine.source;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.WellKnown;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The inputs of the catalogue, and the catalogue that they make each time the source is complete.
///
/// Cost: all policies are compiled again where any input changed.
public final class CatalogState {
    /// The catalogue at a revision of the source.
    ///
    public record Advanced(long revision, Catalog catalog, io.margay.engine.catalog.CatalogChange change) {}

    private final Map<ResourceKey, Resource> inputs = new TreeMap<>();
    private final Set<String> touchedProfiles = new HashSet<>();
    private Catalog catalog = Catalog.of(List.of());
    private boolean dirty;

    /// Inputs come, change and go.
    public void changed(List<Change> changes) {
        for (var change : changes) {
            switch (change) {
                case Change.Upserted(var resource) -> inputs.put(resource.key(), resource);
                case Change.Deleted(var key) -> inputs.remove(key);
            }
            profile(change.key()).ifPresent(touchedProfiles::add);
            dirty = true;
        }
    }

    /// The source has said everything up to a revision.
    public Advanced completed(long revision) {
        var policies = new HashSet<ResourceKey>();
        if (dirty) {
            catalog.tiers().forEach(tier -> tier.policies().forEach(it -> policies.add(it.key())));
            catalog = Catalog.of(inputs.values());
            catalog.tiers().forEach(tier -> tier.policies().forEach(it -> policies.add(it.key())));
        }
        var advanced = new Advanced(revision, catalog, new io.margay.engine.catalog.CatalogChange(policies, touchedProfiles, dirty));
        touchedProfiles.clear();
        dirty = false;
        return advanced;
    }

    private static Optional<String> profile(ResourceKey key) {
        return switch (key.kind()) {
            case NAMESPACE -> Optional.of(WellKnown.namespaceProfile(key.name()));
            case SERVICE_ACCOUNT -> Optional.of(WellKnown.serviceAccountProfile(key.namespace(), key.name()));
            case PROFILE -> Optional.of(key.name());
            case POD, NODE, SERVICE, ENDPOINT_SLICE, NETWORK_SET, GLOBAL_NETWORK_SET -> Optional.empty();
            case HOST_ENDPOINT, WORKLOAD_ENDPOINT, TIER, KUBERNETES_NETWORK_POLICY -> Optional.empty();
            case NETWORK_POLICY, GLOBAL_NETWORK_POLICY, STAGED_NETWORK_POLICY -> Optional.empty();
            case STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY -> Optional.empty();
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> Optional.empty();
        };
    }
}
