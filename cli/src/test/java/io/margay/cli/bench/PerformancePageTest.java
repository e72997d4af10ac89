package io.margay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.load.kernel.JavaProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PerformancePageTest {
    private static final String UPDATES_FIGURES = """
            {"first":{"bytesPerHost":{"median":1500000,"max":2500000}},"classes":{"pod-add":{"n":3,\
            "hosts":{"p50":2},"bytesPerHost":{"mean":80},"cpuMicros":{"p50":1250,"sum":4000},"wallMicros":{"p50":9000}}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void whatThereIsNoDatasetForIsLeftOut() throws IOException, InterruptedException {
        var page = page("io.margay.cli.Nothing");
        assertThat(page)
                .contains("# Performance", "Measured on 2026-11-23", "| work | Felix (Antrea, Typha) |")
                .contains("| ≤ 10 CPU s, ≤ 1.5 GB | ≤ 4 CPU s without digests, ≤ 0.8 GB | with digests no such dataset")
                .contains("Failed: margay bench hot: ended with 1")
                .doesNotContain("## Changes of", "Failed: margay compute");
    }

    @Test
    void aCommandThatFailsIsSaid() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("e"));
        Files.writeString(folder.resolve("e/snapshot.jsonl"), "");
        assertThat(page("io.margay.cli.Nothing"))
                .contains("Failed: margay compute -f ")
                .contains("with digests failed; without failed");
    }

    @Test
    void figuresAreFoundByTheirPath() {
        var figures = Figures.of("words for people\n" + UPDATES_FIGURES);
        assertThat(figures.at("classes", "pod-add", "cpuMicros", "p50")).hasValue(1250);
        assertThat(figures.text(Figures::millis, "classes", "pod-add", "cpuMicros", "p50"))
                .isEqualTo("1.25 ms");
        assertThat(figures.text(Figures::megabytes, "first", "bytesPerHost", "median"))
                .isEqualTo("1.50 MB");
        assertThat(figures.text(Long::toString, "classes", "pod-del", "n")).isEqualTo("-");
        assertThat(figures.fields("classes")).containsExactly("pod-add");
    }

    @Test
    void felixsFiguresStandBesideOurs() {
        assertThat(new Baselines().felix("c", "pod-add")).isEqualTo("98 / 466 / 636 (124)");
        assertThat(new Baselines().felix("c", "feed-mod")).isEqualTo("-");
    }

    private String page(String mainClass) throws IOException, InterruptedException {
        var suite = new Suite(JavaProcess.command(mainClass), folder, new PrintWriter(new StringWriter()));
        return PerformancePage.measured(suite, LocalDate.of(2026, 11, 23));
    }
}
