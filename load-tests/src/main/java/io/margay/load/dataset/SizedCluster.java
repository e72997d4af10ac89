package io.margay.load.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A [DeployedCluster] of any size, as files: what there is, and what happens then.
///
/// @param policies all of them, global ones included; at least [#LEAST_POLICIES]
/// @param wide whether, as in presets, global policies keep environments apart and ports are named: each host then
/// hears
///     of nearly every pod
public record SizedCluster(int nodes, int pods, int policies, boolean wide, long seed) {
    /// Fewer policies have no room for those that guard everything.
    public static final int LEAST_POLICIES = 120;

    /// What the platform itself has on every cluster.
    public static final int LEAST_PODS = 60;

    /// The share of changes that are of pods, where nobody asks for another.
    public static final double PODS = 0.9;

    private static final int GLOBAL = 60;
    private static final int OWN_NAMESPACES = 4;
    private static final int MOST_PODS_OF_A_NAMESPACE = 100;
    private static final int FEW_ALLOWS = 5;
    private static final int MANY_ALLOWS = 10;
    /// Policies for each pod, from which on namespaces have many.
    private static final double MANY = 0.2;
    /// A default deny, and one for DNS.
    private static final int ALWAYS = 2;
    private static final int NAMESPACES_OF_A_TEAM = 10;
    private static final int PODS_OF_A_DNS_REPLICA = 5_000;

    /// Writes it into a folder, which is made, under the names that a [Preset] gives its files.
    ///
    /// @param updates about how many changes
    /// @param podShare how many of them are of pods, 0 to 1
    public void write(Path folder, int updates, double podShare) throws IOException {
        Files.createDirectories(folder);
        var cluster = new DeployedCluster(sizes(), seed, updates);
        try (var lines = new Lines(Files.newOutputStream(folder.resolve(Preset.SNAPSHOT)))) {
            cluster.snapshot(lines);
        }
        try (var lines = new Lines(Files.newOutputStream(folder.resolve(Preset.UPDATES)))) {
            cluster.updates(podShare, lines);
        }
    }

    private DeployedSizes sizes() {
        int allows = policies > MANY * pods ? MANY_ALLOWS : FEW_ALLOWS;
        int left = policies - GLOBAL;
        // Each namespace has from `allows` to twice as many, so this many namespaces can have them all.
        int namespaces = Math.max(OWN_NAMESPACES + 1, left / (ALWAYS + allows + allows / 2));
        int fewest = (left + ALWAYS + 2 * allows - 1) / (ALWAYS + 2 * allows);
        int most = Math.max(1, left / (ALWAYS + allows));
        int wanted = Math.clamp(Math.max(namespaces, pods / MOST_PODS_OF_A_NAMESPACE), fewest, Math.max(fewest, most));
        return new DeployedSizes(
                nodes,
                pods,
                wanted,
                Math.max(2, wanted / NAMESPACES_OF_A_TEAM),
                new DeployedSizes.Policies(policies, GLOBAL, wide),
                allows,
                Math.max(2, pods / PODS_OF_A_DNS_REPLICA));
    }
}
