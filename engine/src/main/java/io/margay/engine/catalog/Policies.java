package io.margay.engine.catalog;

import io.margay.index.intern.HashTrie;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Policy;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.ruleset.PolicyRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Policies, compiled, by namespace and by key. Immutable. Cost: a changed copy shares all but the way to the policy.
final class Policies {
    /// A policy, compiled.
    ///
    /// @param labelKeys that its selectors mention
    record Compiled(PolicyRules rules, Set<String> labelKeys) {
        /// The policy; null for a staged one that stages a deletion.
        static @Nullable Compiled of(Policy policy) {
            var rules = compile(policy);
            return rules == null ? null : new Compiled(rules, LabelKeys.of(rules));
        }

        private static @Nullable PolicyRules compile(Policy policy) {
            return switch (policy) {
                case KubernetesNetworkPolicy kubernetes -> KubernetesCompiler.compile(kubernetes);
                case AdminPolicy admin -> AdminCompiler.compile(admin);
                case CalicoPolicy calico ->
                    calico.spec().has(Flag.STAGED_DELETE) ? null : CalicoCompiler.compile(calico);
                case StagedKubernetesNetworkPolicy staged ->
                    staged.staysStaged() ? KubernetesCompiler.compile(staged) : null;
            };
        }
    }

    static final Policies NONE = new Policies(HashTrie.empty());

    private final HashTrie<String, HashTrie<ResourceKey, Compiled>> byNamespace;

    private Policies(HashTrie<String, HashTrie<ResourceKey, Compiled>> byNamespace) {
        this.byNamespace = byNamespace;
    }

    /// A policy by its key; null where there is none.
    @Nullable
    Compiled get(ResourceKey key) {
        return of(key.namespace()).get(key);
    }

    /// These policies, and of these keys those that are among `now`, and no others.
    Policies with(Set<ResourceKey> keys, Map<ResourceKey, Compiled> now) {
        var changed = new HashMap<String, HashTrie<ResourceKey, Compiled>>();
        for (var key : keys) {
            var before = changed.computeIfAbsent(key.namespace(), this::of);
            var policy = now.get(key);
            changed.put(key.namespace(), policy == null ? before.without(key) : before.with(key, policy));
        }
        var all = byNamespace;
        for (var entry : changed.entrySet()) {
            all = entry.getValue().isEmpty() ? all.without(entry.getKey()) : all;
        }
        changed.values().removeIf(HashTrie::isEmpty);
        all = all.withAll(changed);
        return new Policies(all);
    }

    /// Those of a namespace, or those of none, in no order. Cost: a walk over them.
    List<PolicyRules> in(String namespace) {
        var policies = new ArrayList<PolicyRules>();
        of(namespace).forEach((_, policy) -> policies.add(policy.rules()));
        return policies;
    }

    /// All, in no order. Cost: a walk over them.
    List<PolicyRules> all() {
        var policies = new ArrayList<PolicyRules>();
        byNamespace.forEach((_, inside) -> inside.forEach((_, policy) -> policies.add(policy.rules())));
        return policies;
    }

    private HashTrie<ResourceKey, Compiled> of(String namespace) {
        return Objects.requireNonNullElse(byNamespace.get(namespace), HashTrie.empty());
    }
}
