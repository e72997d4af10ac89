package io.margay.engine.random;

import io.margay.engine.random.RandomCalicoRule.Place;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Order;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Tier;
import java.util.List;
import java.util.Set;

/// Calico's policies of all kinds, tiers and profiles.
record RandomCalico(Dice dice, RandomLabels labels, RandomCalicoRule rules) {
    private static final List<Double> ORDERS =
            List.of(1.0, 1.0, 2.0, 1.5, -1.0, 0.0, -0.0, 1000.0, Double.POSITIVE_INFINITY);
    private static final List<Double> TIER_ORDERS =
            List.of(1.0, 1.0, -5.0, 1000.0, 1_000_000.0, 2_000_000.0, 20_000_000.0, Double.POSITIVE_INFINITY);

    Tier tier(Metadata metadata) {
        if (metadata.name().equals("default")) {
            return new Tier(metadata, new Order(1_000_000), Action.DENY);
        }
        return new Tier(metadata, new Order(dice.pick(TIER_ORDERS)), dice.oneOf(Action.DENY, Action.PASS));
    }

    Profile profile(Metadata metadata) {
        return new Profile(
                metadata,
                labels.labels(),
                dice.list(0, 3, () -> rules.rule(Place.PROFILE, true)),
                dice.list(0, 3, () -> rules.rule(Place.PROFILE, false)));
    }

    CalicoPolicy policy(Kind kind, Metadata metadata) {
        var global = kind == Kind.GLOBAL_NETWORK_POLICY || kind == Kind.STAGED_GLOBAL_NETWORK_POLICY;
        var staged = kind == Kind.STAGED_NETWORK_POLICY || kind == Kind.STAGED_GLOBAL_NETWORK_POLICY;
        var flags = global ? flags() : Set.<Flag>of();
        var egress = !flags.contains(Flag.PRE_DNAT) && dice.chance(60);
        var ingress = !egress || dice.chance(60);
        var place = global ? Place.GLOBAL_POLICY : Place.POLICY;
        var tier = dice.chance(6) ? dice.pick(Words.BUILT_IN_TIERS) : dice.pick(Words.TIERS);
        var spec = new CalicoPolicySpec(
                tier,
                order(tier),
                dice.orNull(flags.isEmpty() ? 80 : 50, labels::selector),
                global ? dice.orNull(25, labels::selector) : null,
                dice.orNull(15, labels::selector),
                ingress,
                egress,
                rules(place, true),
                flags.contains(Flag.PRE_DNAT) ? List.of() : rules(place, false),
                staged && dice.chance(20) ? Set.of(Flag.STAGED_DELETE) : flags,
                dice.chance(10) ? List.of("AssumeNeededOnEveryNode") : List.of());
        return new CalicoPolicy(kind, metadata, spec);
    }

    /// Never equal to a priority where it meets one: no rule breaks such a tie.
    private Order order(String tier) {
        return new Order(Words.BUILT_IN_TIERS.contains(tier) ? dice.oneOf(0.5, 1.5, 999.5) : dice.pick(ORDERS));
    }

    private Set<Flag> flags() {
        return switch (dice.number(0, 11)) {
            case 0, 1, 2 -> Set.of(Flag.DO_NOT_TRACK, Flag.APPLY_ON_FORWARD);
            case 3, 4, 5 -> Set.of(Flag.PRE_DNAT, Flag.APPLY_ON_FORWARD);
            case 6 -> Set.of(Flag.APPLY_ON_FORWARD);
            default -> Set.of();
        };
    }

    private List<CalicoRule> rules(Place place, boolean ingress) {
        return dice.list(0, 4, () -> rules.rule(place, ingress));
    }
}
