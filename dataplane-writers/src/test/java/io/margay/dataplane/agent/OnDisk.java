package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.dataplane.agent.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an agent that runs has on disk. It is written after the engine heard: waits for it, and reads a copy, as the
/// folder is in use.
final class OnDisk {
    private OnDisk() {}

    static void isKept(Path folder, long revision) {
        await().ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(revision(folder)).isEqualTo(revision));
    }

    private static long revision(Path folder) throws IOException {
        var copy = Files.createTempDirectory(folder.resolveSibling(""), "copy");
        Files.copy(folder.resolve("agent.state"), copy.resolve("agent.state"));
        try (var state = new StateFolder(copy, "n1")) {
            var restored = state.open();
            assertThat(restored.notes()).isEmpty();
            return restored.replica().revision();
        }
    }
}
