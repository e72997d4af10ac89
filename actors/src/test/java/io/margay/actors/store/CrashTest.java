package io.margay.actors.store;

import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.StoreLab.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process with a store, killed in the middle of edits.
final class CrashTest {
    private static final int MANY = 12;
    private static final int EDITS = 60;
    private static final String KEPT = "kept ";

    @TempDir
    private Path folder;

    @Test
    void nothingThatWasAcknowledgedIsLostAndNothingIsHalf() throws Exception {
        crash(1);
    }

    @Test
    @Tag("slow")
    void norIsItWhereOneIsKilledAgainAndAgain() throws Exception {
        crash(MANY);
    }

    private void crash(int times) throws Exception {
        for (int round = 0; round < times; round++) {
            long told = killed();
            var engine = StoreLab.start(StoreConfig.Database.embedded(folder));
            try {
                var all = now(engine.store().list());
                assertThat(told).isPositive();
                assertThat(all.revision()).isGreaterThanOrEqualTo(told);
                assertThat(all.resources()).hasSize(2);
                assertThat(all.resources())
                        .extracting(it -> it.document().replaceAll("\"name\":\"[ab]\"", ""))
                        .containsOnly(all.resources().getFirst().document().replace("\"name\":\"a\"", ""));
                assertThat(all.resources())
                        .extracting(it -> it.changed().revision())
                        .containsOnly(all.revision());
                assertThat(now(engine.store().history(key("a"), Integer.MAX_VALUE)))
                        .hasSize((int) all.revision());
            } finally {
                StoreLab.stop(engine);
            }
        }
    }

    /// The last revision that a process was told of before it was killed.
    private long killed() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            long told = read(out, EDITS);
            process.toHandle().destroyForcibly(); // the process itself would close what it has said
            return Math.max(told, read(out, Integer.MAX_VALUE));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long read(BufferedReader out, int most) throws IOException {
        long told = 0;
        int count = 0;
        for (var line = out.readLine(); line != null; line = count < most ? out.readLine() : null) {
            if (line.startsWith(KEPT)) {
                told = Long.parseLong(line.substring(KEPT.length()));
                count++;
            }
        }
        return told;
    }
}
