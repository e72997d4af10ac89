package io.margay.load.dataset;

import java.util.List;

/// How large a [UniqueCluster] is.
///
/// @param namespacedPolicies of each namespace: those of Kubernetes, those of Calico
/// @param globals global policies, global network sets, networks in each set
/// @param special staged policies, admin policies
/// @param words how many apps and roles there are
/// @param diverse the share of policies that use every form of selector and rule
/// @param dual whether pods have two addresses
record UniqueSizes(
        int nodes,
        int podsPerNode,
        int namespaces,
        List<Integer> namespacedPolicies,
        List<Integer> globals,
        List<Integer> special,
        List<Integer> words,
        double diverse,
        boolean dual) {
    private static final double SOME = 0.15;

    static final UniqueSizes TINY =
            new UniqueSizes(5, 12, 6, List.of(4, 4), List.of(12, 4, 6), List.of(6, 2), List.of(6, 3), 0.7, true);
    static final UniqueSizes A = new UniqueSizes(
            100, 30, 50, List.of(4, 1), List.of(20, 10, 20), List.of(10, 2), List.of(20, 5), SOME, false);
    static final UniqueSizes B = new UniqueSizes(
            1000, 30, 200, List.of(4, 1), List.of(50, 20, 50), List.of(20, 2), List.of(50, 5), SOME, false);
    static final UniqueSizes C = new UniqueSizes(
            1000, 100, 1000, List.of(8, 2), List.of(100, 50, 50), List.of(20, 2), List.of(100, 5), SOME, false);

    int kubernetesPolicies() {
        return namespacedPolicies.getFirst();
    }

    int calicoPolicies() {
        return namespacedPolicies.getLast();
    }

    int globalPolicies() {
        return globals.getFirst();
    }

    int globalSets() {
        return globals.get(1);
    }

    int networks() {
        return globals.getLast();
    }

    int staged() {
        return special.getFirst();
    }

    int admin() {
        return special.getLast();
    }

    int apps() {
        return words.getFirst();
    }

    int roles() {
        return words.getLast();
    }

    int teams() {
        return Math.max(2, namespaces / 5);
    }
}
