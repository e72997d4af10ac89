package io.margay.engine.catalog;

import io.margay.model.resource.Action;
import io.margay.model.resource.Order;
import io.margay.model.resource.Tier;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tiers and the policies in them, in order: those that exist before those that are only named, then by order, then by
/// name. A built-in tier stands in for one that no user wrote.
///
/// Source: `docs/semantics.md`, "Order".
final class Tiers {
    /// The scope of what has no namespace.
    static final String CLUSTER = "";

    static final String DEFAULT = "default";
    static final String KUBE_ADMIN = "kube-admin";
    static final String KUBE_BASELINE = "kube-baseline";
    static final String ADMIN_NETWORK_POLICY = "adminnetworkpolicy";
    static final String BASELINE_ADMIN_NETWORK_POLICY = "baselineadminnetworkpolicy";

    private static final List<TierRules> BUILT_IN = List.of(
            builtIn(ADMIN_NETWORK_POLICY, 1_000, Action.PASS),
            builtIn(KUBE_ADMIN, 1_000, Action.PASS),
            builtIn(DEFAULT, 1_000_000, Action.DENY),
            builtIn(BASELINE_ADMIN_NETWORK_POLICY, 10_000_000, Action.PASS),
            builtIn(KUBE_BASELINE, 10_000_000, Action.PASS));
    private static final Comparator<TierRules> TIER_ORDER = Comparator.comparing((TierRules tier) -> !tier.known())
            .thenComparing(TierRules::order)
            .thenComparing(TierRules::name);
    private static final Comparator<PolicyRules> POLICY_ORDER = Comparator.comparing(PolicyRules::order)
            .thenComparing(PolicyRules::tieBreak)
            .thenComparing(PolicyRules::key);

    private Tiers() {}

    /// All tiers, in order, each with its policies, in order.
    static List<TierRules> of(Collection<Tier> written, Collection<PolicyRules> policies) {
        var tiers = BUILT_IN.stream().collect(Collectors.toMap(TierRules::name, Function.identity()));
        for (var tier : written) {
            var name = tier.metadata().name();
            tiers.put(name, new TierRules(name, tier.order(), tier.defaultAction(), true, List.of()));
        }
        var byTier = policies.stream().collect(Collectors.groupingBy(PolicyRules::tier));
        byTier.keySet().forEach(name -> tiers.computeIfAbsent(name, Tiers::unknown));
        return tiers.values().stream()
                .sorted(TIER_ORDER)
                .map(tier -> with(tier, byTier.getOrDefault(tier.name(), List.of())))
                .toList();
    }

    /// For each namespace that has policies of its own, and for none (``), the tiers without other namespaces'
    /// policies.
    ///
    /// Cost: for each namespace, the policies without one and its own.
    static Map<String, List<TierRules>> byNamespace(List<TierRules> tiers) {
        var scopes = new TreeMap<String, List<TierRules>>();
        scopes.put(CLUSTER, new ArrayList<>());
        tiers.stream()
                .flatMap(tier -> tier.policies().stream())
                .forEach(policy -> scopes.computeIfAbsent(scope(policy), _ -> new ArrayList<>()));
        for (var tier : tiers) {
            var byScope = tier.policies().stream().collect(Collectors.groupingBy(Tiers::scope));
            scopes.forEach((scope, scoped) -> scoped.add(with(tier, inScope(byScope, scope))));
        }
        return scopes;
    }

    private static List<PolicyRules> inScope(Map<String, List<PolicyRules>> byScope, String scope) {
        var common = byScope.getOrDefault(CLUSTER, List.of());
        var own = scope.equals(CLUSTER) ? List.<PolicyRules>of() : byScope.getOrDefault(scope, List.of());
        return Stream.concat(common.stream(), own.stream()).toList();
    }

    private static String scope(PolicyRules policy) {
        return policy.key().namespace();
    }

    private static TierRules with(TierRules tier, List<PolicyRules> policies) {
        var inOrder = policies.stream().sorted(POLICY_ORDER).toList();
        return new TierRules(tier.name(), tier.order(), tier.defaultAction(), tier.known(), inOrder);
    }

    private static TierRules builtIn(String name, double order, Action defaultAction) {
        return new TierRules(name, new Order(order), defaultAction, true, List.of());
    }

    private static TierRules unknown(String name) {
        return new TierRules(name, Order.LAST, Action.DENY, false, List.of());
    }
}
