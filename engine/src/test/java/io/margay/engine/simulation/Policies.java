package io.margay.engine.simulation;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminSubject;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Operator;
import io.margay.model.resource.LabelSelector.Requirement;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Order;
import io.margay.model.resource.Policy;
import io.margay.model.resource.Where;
import io.margay.model.selector.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Policies of several kinds, from a seed.
final class Policies {
    static final List<String> VALUES = List.of("a", "b", "c");

    private static final List<String> KEYS = List.of("app", "team", "env", "pcns.team", "pcsa.app");
    private static final List<Action> ACTIONS = List.of(Action.ALLOW, Action.DENY, Action.PASS, Action.LOG);

    private final RandomGenerator random;

    Policies(RandomGenerator random) {
        this.random = random;
    }

    /// A policy of any kind; one that has no namespace takes the name alone.
    Policy next(Metadata metadata) {
        var global = new Metadata("", metadata.name(), metadata.labels(), Where.NOWHERE);
        return switch (random.nextInt(5)) {
            case 0 -> kubernetes(metadata);
            case 1 -> calico(Kind.NETWORK_POLICY, metadata);
            case 2 -> calico(Kind.GLOBAL_NETWORK_POLICY, global);
            case 3 -> calico(Kind.STAGED_NETWORK_POLICY, metadata);
            default -> admin(global);
        };
    }

    private Policy kubernetes(Metadata metadata) {
        var peer = new KubernetesPolicySpec.PodPeer(
                random.nextBoolean() ? labelSelector() : null,
                random.nextBoolean() ? labelSelector() : LabelSelector.ALL);
        var port = new KubernetesPolicySpec.Port(Protocol.TCP, null, "http");
        var rule = new KubernetesPolicySpec.Rule(
                Where.NOWHERE, List.of(peer), random.nextBoolean() ? List.of(port) : List.of());
        return new KubernetesNetworkPolicy(
                metadata, new KubernetesPolicySpec(labelSelector(), true, true, List.of(rule), List.of(rule)));
    }

    private Policy calico(Kind kind, Metadata metadata) {
        var flags = kind == Kind.GLOBAL_NETWORK_POLICY && random.nextInt(4) == 0
                ? Set.of(random.nextBoolean() ? Flag.DO_NOT_TRACK : Flag.PRE_DNAT, Flag.APPLY_ON_FORWARD)
                : Set.<Flag>of();
        var ingressOnly = flags.contains(Flag.PRE_DNAT);
        return new CalicoPolicy(
                kind,
                metadata,
                new CalicoPolicySpec(
                        "tier-" + random.nextInt(3),
                        random.nextBoolean() ? new Order(random.nextInt(3)) : Order.LAST,
                        selector(2),
                        null,
                        null,
                        true,
                        !ingressOnly,
                        List.of(rule(), rule()),
                        ingressOnly ? List.of() : List.of(rule()),
                        flags,
                        random.nextInt(8) == 0 ? List.of("AssumeNeededOnEveryNode") : List.of()));
    }

    private CalicoRule rule() {
        return new CalicoRule(
                Where.NOWHERE,
                ACTIONS.get(random.nextInt(4)),
                null,
                Protocol.TCP,
                null,
                null,
                null,
                side(),
                side(),
                null);
    }

    private EntityRule side() {
        var ports = random.nextInt(3) == 0
                ? new Ports(random.nextBoolean() ? List.of(PortRange.single(80)) : List.of(), List.of("http"))
                : Ports.NONE;
        return switch (random.nextInt(4)) {
            case 0 ->
                new EntityRule(
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        Ports.NONE,
                        Ports.NONE,
                        null,
                        new ServiceMatch("shop", "svc-" + random.nextInt(2)));
            case 1 ->
                new EntityRule(
                        List.of(Cidr.parse("10.0.0.0/28").orElseThrow()),
                        List.of(),
                        null,
                        selector(1),
                        null,
                        ports,
                        Ports.NONE,
                        null,
                        null);
            default ->
                new EntityRule(
                        List.of(),
                        List.of(),
                        selector(2),
                        orNull(selector(1)),
                        orNull(selector(1)),
                        ports,
                        Ports.NONE,
                        null,
                        null);
        };
    }

    private Policy admin(Metadata metadata) {
        var peer = switch (random.nextInt(3)) {
            case 0 -> new AdminRule.Nodes(labelSelector());
            case 1 -> new AdminRule.Pods(labelSelector(), labelSelector());
            default -> new AdminRule.Networks(List.of(Cidr.parse("10.0.0.0/28").orElseThrow()));
        };
        var rule = new AdminRule(
                Where.NOWHERE,
                "",
                ACTIONS.get(random.nextInt(3)),
                List.of(peer),
                random.nextBoolean() ? List.of(new AdminRule.AdminPort(null, null, "http")) : List.of());
        return new AdminPolicy(
                Kind.CLUSTER_NETWORK_POLICY,
                metadata,
                random.nextBoolean() ? AdminTier.ADMIN : AdminTier.BASELINE,
                random.nextInt(3),
                new AdminSubject(labelSelector(), LabelSelector.ALL),
                List.of(),
                List.of(rule));
    }

    private LabelSelector labelSelector() {
        var key = KEYS.get(random.nextInt(3));
        var value = VALUES.get(random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> LabelSelector.ALL;
            case 1 -> new LabelSelector(Map.of(key, value), List.of());
            case 2 -> new LabelSelector(Map.of(), List.of(new Requirement(key, Operator.NOT_IN, List.of(value))));
            default -> new LabelSelector(Map.of(), List.of(new Requirement(key, Operator.EXISTS, List.of())));
        };
    }

    /// A selector of at most this depth.
    Selector selector(int depth) {
        var key = KEYS.get(random.nextInt(KEYS.size()));
        var value = VALUES.get(random.nextInt(3));
        return switch (random.nextInt(depth == 0 ? 8 : 11)) {
            case 0 -> new Selector.Equals(key, value);
            case 1 -> new Selector.NotEquals(key, value);
            case 2 -> new Selector.In(key, VALUES.subList(0, random.nextInt(3)));
            case 3 -> new Selector.NotIn(key, VALUES.subList(0, random.nextInt(3)));
            case 4 -> new Selector.Has(key);
            case 5 -> new Selector.StartsWith(key, value);
            case 6 -> new Selector.All();
            case 7 -> new Selector.Contains(key, value);
            case 8 -> new Selector.Not(selector(0));
            case 9 -> Selector.and(selector(depth - 1), selector(depth - 1));
            default -> Selector.or(selector(depth - 1), selector(depth - 1));
        };
    }

    private @Nullable Selector orNull(Selector selector) {
        return random.nextBoolean() ? null : selector;
    }
}
