package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.dataplane.agent.state.StateFolder;
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
        var copy = Files.createTempDirectory(folder.resolveSibling(""), "copy");
        Files.copy(folder.resolve("agent.state"), copy.resolve("agent.state"));
        try (var state = new StateFolder(copy, node)) {
            var restored = state.open();
            assertThat(restored.notes()).isEmpty();
            return restored.replica().revision();
        }
    }
}
