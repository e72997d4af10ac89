package io.margay.load.dataset;

import io.margay.load.dataset.AntreaCluster.Test;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The datasets that there are.
public enum Preset {
    /// 5 nodes, 60 pods of two addresses, 48 namespaced and 12 global policies, staged and admin ones: every form.
    TINY(400),
    /// 100 nodes, 3,000 pods, 270 policies; nearly every pod unlike any other.
    A(2_000),
    /// 1,000 nodes, 30,000 pods, 1,050 policies, likewise.
    B(3_000),
    /// 1,000 nodes, 100,000 pods, 10,100 policies, likewise.
    C(3_000),
    /// 1,000 nodes, 100,000 pods, 10,000 policies, as people build clusters.
    D(4_000),
    /// 5,000 nodes, 150,000 pods, 50,000 policies, likewise.
    E(4_000),
    /// 10,000 nodes, 1,000,000 pods, 100,000 policies, likewise: the stress run. Some 800 MB on disk.
    MILLION(4_000),
    /// Antrea's A: 25,000 namespaces of 4 pods and 3 policies.
    ANTREA_A(300),
    /// Antrea's B: 100 namespaces of 1,000 pods and 101 policies.
    ANTREA_B(0),
    /// Antrea's C: one namespace, one label, 10,000 pods and policies.
    ANTREA_C(0),
    /// Antrea's D: one namespace, a policy for each of 10,000 pods.
    ANTREA_D(0),
    /// Antrea's E: 1,000 namespaces of 100 pods and 10 policies, each across 10 namespaces.
    ANTREA_E(0);

    /// The file with what there is.
    public static final String SNAPSHOT = "snapshot.jsonl";

    /// The file with what happens then.
    public static final String UPDATES = "updates.jsonl";

    private final int updates;

    Preset(int updates) {
        this.updates = updates;
    }

    /// How many updates there are where nobody asks for another number, about.
    public int updates() {
        return updates;
    }

    /// Writes the dataset into a folder, which is made.
    public void write(Path folder, long seed, int updates) throws IOException {
        Files.createDirectories(folder);
        var cluster = cluster(seed, updates);
        try (var lines = new Lines(Files.newOutputStream(folder.resolve(SNAPSHOT)))) {
            cluster.snapshot(lines);
        }
        try (var lines = new Lines(Files.newOutputStream(folder.resolve(UPDATES)))) {
            cluster.updates(lines);
        }
    }

    /// As on the command line: `antrea-a`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Cluster cluster(long seed, int updates) {
        return switch (this) {
            case TINY -> new UniqueCluster(UniqueSizes.TINY, seed, updates);
            case A -> new UniqueCluster(UniqueSizes.A, seed, updates);
            case B -> new UniqueCluster(UniqueSizes.B, seed, updates);
            case C -> new UniqueCluster(UniqueSizes.C, seed, updates);
            case D -> new DeployedCluster(DeployedSizes.D, seed, updates);
            case E -> new DeployedCluster(DeployedSizes.E, seed, updates);
            case MILLION -> new DeployedCluster(DeployedSizes.MILLION, seed, updates);
            case ANTREA_A -> new AntreaCluster(Test.SMALL_NAMESPACES, seed, updates);
            case ANTREA_B -> new AntreaCluster(Test.LARGE_NAMESPACES, seed, updates);
            case ANTREA_C -> new AntreaCluster(Test.ONE_NAMESPACE, seed, updates);
            case ANTREA_D -> new AntreaCluster(Test.POLICY_PER_POD, seed, updates);
            case ANTREA_E -> new AntreaCluster(Test.CLUSTER_SCOPED, seed, updates);
        };
    }
}
