package io.margay.actors.store;

import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static io.margay.actors.store.StoreLab.DEADLINE;
import static io.margay.actors.store.StoreLab.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store whose disk is full for a while.
final class FullDiskIT {
    private static final String SIZE = "6m";
    private static final int BALLAST = 5_000_000;
    private static final int NETS = 2_000;

    @TempDir
    private Path folder;

    @BeforeEach
    void mount() throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()), "mounting needs root");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    @Test
    void editsAreRefusedUntilThereIsRoomAndNothingElseIs() throws Exception {
        var ballast = Files.write(folder.resolve("ballast"), new byte[BALLAST]);
        var kept = new ArrayList<ResourceKey>();
        var engine = StoreLab.start(StoreConfig.Database.embedded(folder));
        try {
            while (refusal(engine, "n-" + kept.size()).isEmpty()) {
                kept.add(key("n-" + kept.size()));
            }
            assertThat(kept).isNotEmpty();
            assertThat(keys(engine)).containsAll(kept);
            Files.delete(ballast);
            await().atMost(DEADLINE).until(() -> refusal(engine, "z").isEmpty());
            kept.add(key("z"));
            assertThat(keys(engine)).containsAll(kept);
        } finally {
            StoreLab.stop(engine);
        }
        var again = StoreLab.start(StoreConfig.Database.embedded(folder));
        try {
            assertThat(keys(again)).containsAll(kept);
        } finally {
            StoreLab.stop(again);
        }
    }

    /// Why an edit of some ten thousand bytes, that no compression makes much smaller, is not made; empty if it is.
    private static String refusal(Engine engine, String name) {
        var nets = new StringBuilder("10.0.0.0/32");
        for (int i = 1; i < NETS; i++) {
            int number = (name.hashCode() * 31 + i) * 0x9E3779B1;
            nets.append("\",\"10.")
                    .append(number >>> 24)
                    .append('.')
                    .append(number >>> 16 & 255)
                    .append('.')
                    .append(i & 255)
                    .append("/32");
        }
        var refusal = engine.store()
                .edit(edit(put(name, nets.toString())))
                .handle((_, failure) -> failure == null ? "" : failure.toString())
                .toCompletableFuture()
                .join();
        assertThat(refusal).matches("|.*StoreUnavailable: .*");
        return refusal;
    }

    private static List<ResourceKey> keys(Engine engine) {
        return now(engine.store().list()).resources().stream()
                .map(it -> it.resource().key())
                .toList();
    }

    private static boolean run(String... line) throws IOException, InterruptedException {
        return new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
