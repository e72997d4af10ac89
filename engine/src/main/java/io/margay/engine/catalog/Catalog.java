package io.margay.engine.catalog;

import io.margay.index.Fingerprint;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.resource.Tier;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.TierRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every policy, tier and profile, compiled. Immutable; the same inputs give the same catalog, in whatever order.
///
/// What is named and does not exist has a stand-in: an unknown tier comes last and denies, a missing profile denies.
public final class Catalog {
    private final List<TierRules> tiers;
    private final Map<String, List<TierRules>> byNamespace;
    private final Map<ResourceKey, PolicyRules> policies;
    private final Profiles profiles;
    private final List<Notice> notices;

    private Catalog(Inputs inputs) {
        policies = new HashMap<>();
        inputs.all(Policy.class)
                .forEach(policy -> compile(policy).ifPresent(rules -> policies.put(rules.key(), rules)));
        tiers = Tiers.of(inputs.all(Tier.class), policies.values());
        byNamespace = Tiers.byNamespace(tiers);
        profiles = Profiles.of(inputs);
        notices = References.check(inputs, profiles, tiers);
    }

    /// The catalog of all resources; of those kinds that are no business of it, it takes only the names.
    ///
    /// Cost: linear in policies, but for sorting, and in namespaces times the policies that have none.
    public static Catalog of(Collection<? extends Resource> resources) {
        return new Catalog(Inputs.of(resources));
    }

    /// All tiers, in order, each with all its policies, in order; staged ones among them.
    public List<TierRules> tiers() {
        return tiers;
    }

    /// All tiers, in order, with the policies that can be for what is in this namespace (`` for what is in none).
    public List<TierRules> tiers(String namespace) {
        var own = byNamespace.get(namespace);
        return own == null ? byNamespace.getOrDefault(Tiers.CLUSTER, List.of()) : own;
    }

    /// A tier.
    public TierRules tier(String name) {
        return tiers.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    /// The order in which policies are looked at.
    public java.util.Comparator<PolicyRules> evaluationOrder() {
        var rank = new HashMap<ResourceKey, Integer>();
        tiers.forEach(tier -> tier.policies().forEach(policy -> rank.put(policy.key(), rank.size())));
        return java.util.Comparator.comparing(policy -> rank.getOrDefault(policy.key(), -1));
    }

    /// A policy, compiled; empty where there is none, and for a staged one that stages a deletion.
    public Optional<PolicyRules> policy(ResourceKey key) {
        return Optional.ofNullable(policies.get(key));
    }

    /// The rules of a profile; for one that does not exist, a stand-in that denies.
    public ProfileRules profile(String name) {
        return profiles.rules(name);
    }

    /// All labels that selectors see of a fingerprint: its own, then those of its profiles, in their order.
    public LabelLookup labels(Fingerprint fingerprint) {
        var parents = fingerprint.profiles().stream().map(profiles::labels).toList();
        return new InheritedLabels(fingerprint.labels(), parents);
    }

    /// Warnings: what is named and does not exist, what cannot be enforced.
    public List<Notice> notices() {
        return notices;
    }

    private static Optional<PolicyRules> compile(Policy policy) {
        return switch (policy) {
            case KubernetesNetworkPolicy kubernetes -> Optional.of(KubernetesCompiler.compile(kubernetes));
            case AdminPolicy admin -> Optional.of(AdminCompiler.compile(admin));
            case CalicoPolicy calico ->
                calico.spec().has(Flag.STAGED_DELETE) ? Optional.empty() : Optional.of(CalicoCompiler.compile(calico));
            case StagedKubernetesNetworkPolicy staged ->
                staged.staysStaged() ? Optional.of(KubernetesCompiler.compile(staged)) : Optional.empty();
        };
    }
}
