package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.cli.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void itEndsWithWhoStartedItIfThatIsAskedFor() throws Exception {
        var socket = folder.resolve("e.sock").toString();
        try (var processes = Processes.in(folder)) {
            processes.start(
                    "up", List.of(), List.of("up", "-f", CommandRun.SHOP, "--socket", socket, "--until-stdin-ends"));
            await().atMost(PATIENCE).until(() -> processes.said("up").contains("serving at " + socket));
            processes.endInput("up");
            assertThat(processes.awaitEnd("up")).isZero();
        }
    }
}
