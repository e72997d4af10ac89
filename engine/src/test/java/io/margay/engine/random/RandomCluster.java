package io.margay.engine.random;

import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Draws clusters.
public final class RandomCluster {
    private RandomCluster() {}

    /// A cluster: two nodes, a dozen endpoints, and some kinds of policies, so that each kind has clusters in which it
    /// decides much.
    public static List<Resource> draw(RandomGenerator random) {
        var dice = new Dice(random);
        var resource = new RandomResource(random);
        var cluster = new ArrayList<Resource>();
        for (var kind : Kind.values()) {
            for (var key : keys(dice, kind)) {
                cluster.add(resource.draw(key));
            }
        }
        return List.copyOf(cluster);
    }

    /// All names that a resource of a kind may have.
    static List<ResourceKey> names(Kind kind) {
        var names = switch (kind) {
            case NAMESPACE -> Words.NAMESPACES;
            case SERVICE_ACCOUNT -> Words.ACCOUNTS;
            case NODE -> Words.NODES;
            case POD -> List.of("p1", "p2", "p3", "p4", "p5");
            case SERVICE -> List.of("svc", "svc2");
            case ENDPOINT_SLICE -> List.of("svc-1", "svc-2");
            case TIER -> List.of("aa", "t1", "t2", "default");
            case HOST_ENDPOINT -> List.of("h1", "h2", "h3", "h4");
            case PROFILE -> List.of("p1", "p2");
            case WORKLOAD_ENDPOINT -> List.of("w1", "w2");
            case NETWORK_SET, GLOBAL_NETWORK_SET -> List.of("set1", "set2");
            case BASELINE_ADMIN_NETWORK_POLICY -> List.of("default");
            default -> Words.POLICIES;
        };
        return kind.namespaced()
                ? Words.NAMESPACES.stream()
                        .flatMap(namespace -> names.stream().map(name -> new ResourceKey(kind, namespace, name)))
                        .toList()
                : names.stream().map(name -> new ResourceKey(kind, "", name)).toList();
    }

    private static List<ResourceKey> keys(Dice dice, Kind kind) {
        var all = names(kind);
        return switch (kind) {
            case NODE -> dice.chance(95) ? all : dice.some(1, 1, all);
            case NAMESPACE -> dice.chance(75) ? all : dice.some(2, 2, all);
            case POD -> dice.some(6, 12, all);
            case SERVICE_ACCOUNT -> dice.some(2, 6, all);
            case TIER -> dice.some(0, 4, all);
            case HOST_ENDPOINT -> dice.some(1, 4, all);
            case WORKLOAD_ENDPOINT -> dice.some(0, 4, all);
            case PROFILE -> dice.some(1, 2, all);
            case NETWORK_SET, GLOBAL_NETWORK_SET -> dice.some(0, 2, all);
            case SERVICE -> dice.some(0, 3, all);
            case ENDPOINT_SLICE -> dice.some(2, 6, all);
            case KUBERNETES_NETWORK_POLICY, NETWORK_POLICY, GLOBAL_NETWORK_POLICY ->
                dice.chance(55) ? dice.some(1, 5, all) : List.of();
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY ->
                dice.chance(35) ? dice.some(1, 4, all) : List.of();
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY ->
                dice.some(0, 1, all);
        };
    }

    static Stream<ResourceKey> allNames() {
        return Arrays.stream(Kind.values()).flatMap(kind -> names(kind).stream());
    }
}
