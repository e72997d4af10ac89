package io.margay.engine.catalog;

import io.margay.engine.catalog.Policies.Compiled;
import io.margay.index.intern.HashTrie;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Tier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    private final Map<ResourceKey, Resource> came = new HashMap<>();
    private final Set<ResourceKey> went = new HashSet<>();
    private final Map<ResourceKey, Compiled> compiled = new HashMap<>();
    private final Map<String, Profiles.Entry> cameProfiles = new HashMap<>();
    private final Set<ResourceKey> changedPolicies = new HashSet<>();
    private final Set<String> changedProfiles = new HashSet<>();
    private final Map<String, Optional<Tier>> writtenTiers = new HashMap<>();
    private final Map<String, Integer> namedTiers = new HashMap<>();
    private HashTrie<ResourceKey, Resource> resources;

    CatalogEditor(Catalog before) {
        this.before = before;
        resources = before.resources;
    }

    /// A resource is there, and is this.
    public void put(Resource resource) {
        var key = resource.key();
        came.put(key, resource);
        went.remove(key);
    }

    /// A resource is not there.
    public void remove(ResourceKey key) {
        came.remove(key);
        went.add(key);
    }

    /// What is not among these is not there, whoever put it.
    ///
    /// Cost: a walk over all that is there.
    public void keepOnly(Set<ResourceKey> keys) {
        before.resources.forEach((key, _) -> removeUnless(keys, key));
        List.copyOf(came.keySet()).forEach(key -> removeUnless(keys, key));
    }

    /// The catalog as changed.
    public Edited done() {
        if (came.isEmpty() && went.isEmpty()) {
            return new Edited(before, CatalogChange.NONE);
        }
        resources = resources.withAll(came);
        for (var key : went) {
            resources = resources.without(key);
        }
        came.keySet().forEach(this::follow);
        went.forEach(this::follow);
        var policies = before.policies.with(changedPolicies, compiled);
        var profiles = before.profiles.with(changedProfiles, cameProfiles);
        var tiers = before.tiers.with(writtenTiers, namedTiers);
        var tiersDiffer = !tiers.inOrder().equals(before.tiers.inOrder());
        var change = new CatalogChange(changedPolicies, changedProfiles, tiersDiffer);
        return new Edited(new Catalog(resources, policies, tiers, profiles).knowing(before, change), change);
    }

    private void removeUnless(Set<ResourceKey> keys, ResourceKey key) {
        if (!keys.contains(key)) {
            remove(key);
        }
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
            if (resolved != null) {
                cameProfiles.put(profile, resolved);
            }
            changedProfiles.add(profile);
        }
    }

    private void compile(ResourceKey key) {
        var now = came.get(key) instanceof Policy policy ? Compiled.of(policy) : null;
        var old = before.policies.get(key);
        if (!Objects.equals(now, old)) {
            if (now != null) {
                compiled.put(key, now);
            }
            changedPolicies.add(key);
            count(old, -1);
            count(now, 1);
        }
    }

    private void count(@Nullable Compiled policy, int by) {
        if (policy != null) {
            namedTiers.merge(policy.rules().tier(), by, Integer::sum);
        }
    }
}
