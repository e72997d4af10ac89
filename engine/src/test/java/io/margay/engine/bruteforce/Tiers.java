package io.margay.engine.bruteforce;

import io.margay.model.resource.Action;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Tier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// In which order policies are asked.
final class Tiers {
    /// A tier that exists or is only named.
    record Known(String name, boolean exists, double order, boolean passes) {}

    private static final double ADMIN_ORDER = 1_000;
    private static final double DEFAULT_ORDER = 1_000_000;
    private static final double BASELINE_ORDER = 10_000_000;
    private static final List<Known> BUILT_IN = List.of(
            new Known("adminnetworkpolicy", true, ADMIN_ORDER, true),
            new Known("kube-admin", true, ADMIN_ORDER, true),
            new Known("default", true, DEFAULT_ORDER, false),
            new Known("baselineadminnetworkpolicy", true, BASELINE_ORDER, true),
            new Known("kube-baseline", true, BASELINE_ORDER, true));

    private final List<Known> tiers;
    private final List<Policy> policies;

    /// @param names how names are sorted where orders are equal
    Tiers(World world, Comparator<String> names) {
        var byName = new TreeMap<String, Known>();
        for (var policy : world.all(Policy.class)) {
            var tier = Reading.tier(policy);
            byName.put(tier, new Known(tier, false, Double.POSITIVE_INFINITY, false));
        }
        BUILT_IN.forEach(tier -> byName.put(tier.name, tier));
        for (var tier : world.all(Tier.class)) {
            var passes = tier.defaultAction() == Action.PASS;
            var name = tier.metadata().name();
            byName.put(name, new Known(name, true, tier.order().value(), passes));
        }
        tiers = sorted(byName, names);
        policies = world.all(Policy.class).stream()
                .sorted(Comparator.comparingDouble(Tiers::order).thenComparing(Reading::tieBreak, names))
                .toList();
    }

    /// Those that exist come before those that are only named.
    private static List<Known> sorted(Map<String, Known> byName, Comparator<String> names) {
        return byName.values().stream()
                .sorted(Comparator.comparing((Known tier) -> !tier.exists)
                        .thenComparingDouble(tier -> positiveZero(tier.order))
                        .thenComparing(Known::name, names))
                .toList();
    }

    List<Known> all() {
        return tiers;
    }

    List<Policy> of(Known tier) {
        return policies.stream()
                .filter(policy -> Reading.tier(policy).equals(tier.name))
                .toList();
    }

    private static double order(Policy policy) {
        return positiveZero(Reading.order(policy));
    }

    /// Zero and minus zero are one number.
    private static double positiveZero(double order) {
        return order + 0.0;
    }
}
