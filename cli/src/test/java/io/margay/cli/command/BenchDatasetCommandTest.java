package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchDatasetCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatItWritesIsValid() {
        var made = CommandRun.of("bench", "dataset", "--preset", "tiny", "--seed", "3", "--out", folder.toString());
        assertThat(made.code()).as(made.err()).isZero();
        var valid =
                CommandRun.of("validate", "-f", folder.resolve("snapshot.jsonl").toString());
        assertThat(valid.code()).as(valid.err()).isZero();
        assertThat(folder.resolve("updates.jsonl")).isNotEmptyFile();
    }

    @Test
    void presetsAreNamedWhereThereIsNoSuchOne() {
        var run = CommandRun.of("bench", "dataset", "--preset", "huge", "--out", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("million", "antrea-e");
    }
}
