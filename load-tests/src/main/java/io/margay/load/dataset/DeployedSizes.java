package io.margay.load.dataset;

/// How large a [DeployedCluster] is.
///
/// @param policies all of them, global ones included
/// @param minAllow least rules of a namespace that let something through; the most are twice as many
/// @param dnsReplicas pods of the cluster's DNS; its ingress controller has twice as many
record DeployedSizes(int nodes, int pods, int namespaces, int teams, Policies policies, int minAllow, int dnsReplicas) {
    /// @param all all of them
    /// @param global those that are global
    /// @param wide whether some of these keep environments apart, and ports are named: each host then hears of
    ///     nearly every pod
    record Policies(int all, int global, boolean wide) {
        /// As people have them.
        Policies(int all, int global) {
            this(all, global, true);
        }
    }

    static final DeployedSizes D = new DeployedSizes(1_000, 100_000, 1_000, 100, new Policies(10_000, 100), 5, 20);
    static final DeployedSizes E = new DeployedSizes(5_000, 150_000, 3_000, 300, new Policies(50_000, 200), 10, 60);
    static final DeployedSizes MILLION =
            new DeployedSizes(10_000, 1_000_000, 10_000, 1_000, new Policies(100_000, 300), 5, 200);

    int maxAllow() {
        return 2 * minAllow;
    }
}
