package io.margay.engine.catalog;

import io.margay.index.intern.HashTrie;
import io.margay.model.resource.Action;
import io.margay.model.resource.Order;
import io.margay.model.resource.Tier;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.TierRules;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tiers without their policies, in order: those that exist before those that are only named, then by order, then by
/// name. A built-in tier stands in for one that no user wrote. Immutable.
///
/// Cost: all tiers are sorted again where one comes, goes or changes; else a changed copy shares all but a count.
///
/// Source: `docs/semantics.md`, "Order".
final class Tiers {
    static final String DEFAULT = "default";
    static final String KUBE_ADMIN = "kube-admin";
    static final String KUBE_BASELINE = "kube-baseline";
    static final String ADMIN_NETWORK_POLICY = "adminnetworkpolicy";
    static final String BASELINE_ADMIN_NETWORK_POLICY = "baselineadminnetworkpolicy";

    private static final Map<String, TierRules> STAND_INS = byName(List.of(
            builtIn(ADMIN_NETWORK_POLICY, 1_000, Action.PASS),
            builtIn(KUBE_ADMIN, 1_000, Action.PASS),
            builtIn(DEFAULT, 1_000_000, Action.DENY),
            builtIn(BASELINE_ADMIN_NETWORK_POLICY, 10_000_000, Action.PASS),
            builtIn(KUBE_BASELINE, 10_000_000, Action.PASS)));
    private static final Comparator<TierRules> TIER_ORDER = Comparator.comparing((TierRules tier) -> !tier.known())
            .thenComparing(TierRules::order)
            .thenComparing(TierRules::name);
    private static final Comparator<PolicyRules> POLICY_ORDER = Comparator.comparing(PolicyRules::order)
            .thenComparing(PolicyRules::tieBreak)
            .thenComparing(PolicyRules::key);

    /// Those that are there without anybody's doing.
    static final Tiers BUILT_IN = new Tiers(STAND_INS, HashTrie.empty(), STAND_INS);

    private final Map<String, TierRules> known;
    private final HashTrie<String, Integer> users;
    private final Map<String, TierRules> byName;
    private final List<TierRules> inOrder;

    /// @param known those that exist
    /// @param users how many policies name each
    /// @param byName those that exist or are named
    private Tiers(Map<String, TierRules> known, HashTrie<String, Integer> users, Map<String, TierRules> byName) {
        this.known = known;
        this.users = users;
        this.byName = byName;
        this.inOrder = byName.values().stream().sorted(TIER_ORDER).toList();
    }

    private Tiers(Tiers same, HashTrie<String, Integer> users) {
        this.known = same.known;
        this.users = users;
        this.byName = same.byName;
        this.inOrder = same.inOrder;
    }

    /// These tiers after some changes.
    ///
    /// @param written tiers that users wrote or, empty, took away
    /// @param named how many more policies, or fewer, name a tier
    Tiers with(Map<String, Optional<Tier>> written, Map<String, Integer> named) {
        var counted = users;
        boolean same = written.isEmpty();
        for (var change : named.entrySet()) {
            var tier = change.getKey();
            int before = count(counted, tier);
            int after = before + change.getValue();
            counted = after == 0 ? counted.without(tier) : counted.with(tier, after);
            same &= known.containsKey(tier) || (before == 0) == (after == 0);
        }
        return same ? new Tiers(this, counted) : sorted(written, counted);
    }

    private Tiers sorted(Map<String, Optional<Tier>> written, HashTrie<String, Integer> counted) {
        var existing = new HashMap<>(known);
        written.forEach((name, tier) -> existing.compute(name, (_, _) -> outline(name, tier)));
        var all = new HashMap<>(existing);
        counted.forEach((name, _) -> all.computeIfAbsent(name, Tiers::unknown));
        return new Tiers(Map.copyOf(existing), counted, Map.copyOf(all));
    }

    private static @Nullable TierRules outline(String name, Optional<Tier> written) {
        return written.map(tier -> new TierRules(name, tier.order(), tier.defaultAction(), true, List.of()))
                .orElse(STAND_INS.get(name));
    }

    /// A tier that exists or that policies name.
    Optional<TierRules> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// All, in order.
    List<TierRules> inOrder() {
        return inOrder;
    }

    /// The order in which policies are asked: tier by tier, then as they stand in their tier. Total: no two policies of
    /// different keys are equal to it.
    ///
    /// Cost: within a tier, two comparisons; between tiers, two hash lookups more.
    int compare(PolicyRules one, PolicyRules other) {
        return one.tier().equals(other.tier())
                ? POLICY_ORDER.compare(one, other)
                : TIER_ORDER.compare(place(one.tier()), place(other.tier()));
    }

    /// All, in order, each with those of these policies that are in it, in order.
    List<TierRules> filled(Collection<PolicyRules> policies) {
        return filled(inOrder, policies);
    }

    /// Tiers that have policies, each with those of these policies, too, that are in it.
    static List<TierRules> filled(List<TierRules> tiers, Collection<PolicyRules> policies) {
        var byTier = policies.stream().collect(Collectors.groupingBy(PolicyRules::tier));
        return tiers.stream()
                .map(tier -> with(tier, byTier.getOrDefault(tier.name(), List.of())))
                .toList();
    }

    private static TierRules with(TierRules tier, List<PolicyRules> more) {
        if (more.isEmpty()) {
            return tier;
        }
        var policies = Stream.concat(tier.policies().stream(), more.stream())
                .sorted(POLICY_ORDER)
                .toList();
        return new TierRules(tier.name(), tier.order(), tier.defaultAction(), tier.known(), policies);
    }

    private TierRules place(String name) {
        var tier = byName.get(name);
        return tier == null ? unknown(name) : tier;
    }

    private static int count(HashTrie<String, Integer> users, String tier) {
        return Objects.requireNonNullElse(users.get(tier), 0);
    }

    private static Map<String, TierRules> byName(List<TierRules> tiers) {
        return tiers.stream().collect(Collectors.toUnmodifiableMap(TierRules::name, Function.identity()));
    }

    private static TierRules builtIn(String name, double order, Action defaultAction) {
        return new TierRules(name, new Order(order), defaultAction, true, List.of());
    }

    private static TierRules unknown(String name) {
        return new TierRules(name, Order.LAST, Action.DENY, false, List.of());
    }
}
