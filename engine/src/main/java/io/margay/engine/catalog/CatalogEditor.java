package io.margay.engine.catalog;

import io.margay.index.intern.HashTrie;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Tier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers changes to a catalog, which stays as it is. Use it once, then [#done()].
///
/// Cost: what is put is compiled, once, when done; nothing for what is not touched.
public final class CatalogEditor {
    /// The catalog as changed, and in what it differs from the one before.
    public record Edited(Catalog catalog, CatalogChange change) {}

    private final Catalog before;
    private final Set<ResourceKey> touched = new HashSet<>();
    private final Set<ResourceKey> changedPolicies = new HashSet<>();
    private final Set<String> changedProfiles = new HashSet<>();
    private final Map<String, Optional<Tier>> writtenTiers = new HashMap<>();
    private final Map<String, Integer> namedTiers = new HashMap<>();
    private HashTrie<ResourceKey, Resource> resources;
    private Policies policies;
    private Profiles profiles;

    CatalogEditor(Catalog before) {
        this.before = before;
        resources = before.resources;
        policies = before.policies;
        profiles = before.profiles;
    }

    /// A resource is there, and is this.
    public void put(Resource resource) {
        resources = resources.with(resource.key(), resource);
        touched.add(resource.key());
    }

    /// A resource is not there.
    public void remove(ResourceKey key) {
        resources = resources.without(key);
        touched.add(key);
    }

    /// The catalog as changed.
    public Edited done() {
        if (touched.isEmpty()) {
            return new Edited(before, CatalogChange.NONE);
        }
        touched.forEach(this::follow);
        var tiers = before.tiers.with(writtenTiers, namedTiers);
        var tiersDiffer = !tiers.inOrder().equals(before.tiers.inOrder());
        var change = new CatalogChange(changedPolicies, changedProfiles, tiersDiffer);
        return new Edited(new Catalog(resources, policies, tiers, profiles).knowing(before, change), change);
    }

    private void follow(ResourceKey key) {
        switch (key.kind()) {
            case NAMESPACE, SERVICE_ACCOUNT, PROFILE -> Profiles.name(key).ifPresent(this::resolve);
            case TIER ->
                writtenTiers.put(
                        key.name(), resources.get(key) instanceof Tier tier ? Optional.of(tier) : Optional.empty());
            case KUBERNETES_NETWORK_POLICY, NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> compile(key);
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY -> compile(key);
            case STAGED_KUBERNETES_NETWORK_POLICY, CLUSTER_NETWORK_POLICY -> compile(key);
            case ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> compile(key);
            case POD, NODE, SERVICE, ENDPOINT_SLICE, NETWORK_SET, GLOBAL_NETWORK_SET -> {}
            case HOST_ENDPOINT, WORKLOAD_ENDPOINT -> {}
        }
    }

    private void resolve(String profile) {
        var resolved = Profiles.resolve(profile, resources);
        if (!Objects.equals(resolved, before.profiles.get(profile))) {
            profiles = profiles.with(profile, resolved);
            changedProfiles.add(profile);
        }
    }

    private void compile(ResourceKey key) {
        var compiled = resources.get(key) instanceof Policy policy ? Policies.Compiled.of(policy) : null;
        var old = before.policies.get(key);
        if (!Objects.equals(compiled, old)) {
            policies = policies.with(key, compiled);
            changedPolicies.add(key);
            count(old, -1);
            count(compiled, 1);
        }
    }

    private void count(Policies.@Nullable Compiled policy, int by) {
        if (policy != null) {
            namedTiers.merge(policy.rules().tier(), by, Integer::sum);
        }
    }
}
