package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.dataplane.agent.state.StateFolder;
import io.margay.model.update.HostReplica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an agent that runs has on disk. It is written after the engine heard: waits for it, and reads a copy, as the
/// folder is in use.
public final class OnDisk {
    private OnDisk() {}

    static void isKept(Path folder, long revision) {
        isKept(folder, "n1", revision);
    }

    /// Waits until the agent of a node has this revision on disk.
    public static void isKept(Path folder, String node, long revision) {
        await().ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(revision(folder, node)).isEqualTo(revision));
    }

    private static long revision(Path folder, String node) throws IOException {
        return replica(folder, node).revision();
    }

    /// What the agent of a node has on disk now.
    ///
    /// Errors: an IOException where it has nothing yet, or just replaces it.
    public static HostReplica replica(Path folder, String node) throws IOException {
        var copy = Files.createTempDirectory(folder.resolveSibling(""), "copy");
        try {
            Files.copy(folder.resolve("agent.state"), copy.resolve("agent.state"));
            return replicaOf(copy, node);
        } finally {
            remove(copy);
        }
    }

    private static HostReplica replicaOf(Path copy, String node) throws IOException {
        try (var state = new StateFolder(copy, node)) {
            var restored = state.open();
            assertThat(restored.notes()).isEmpty();
            return restored.replica();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
