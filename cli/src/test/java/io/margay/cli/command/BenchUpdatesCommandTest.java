package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchUpdatesCommandTest {
    private static final String UPDATES = """
            {"op":"upsert","class":"pod-add","object":{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop",\
            "name":"cart-9","labels":{"app":"cart"}},"spec":{"nodeName":"node-2"},"status":{"phase":"Running",\
            "podIP":"10.65.2.99"}}}
            {"op":"upsert","class":"ns-relabel-unused","object":{"apiVersion":"v1","kind":"Namespace",\
            "metadata":{"name":"nobody"}}}
            {"op":"delete","class":"policy-del","object":{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
            "metadata":{"namespace":"shop","name":"default-deny"}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void theEndIsWhatAFreshEngineComputes() throws IOException {
        var run = CommandRun.of("bench", "updates", "-f", CommandRun.SHOP, "--updates", updates(), "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "first snapshots: 2 hosts", "CLASS", "pod-add", "ns-relabel-unused", "policy-del", "verified");
    }

    @Test
    void jsonHasFiguresForEachClass() throws IOException {
        var run = CommandRun.of("bench", "updates", "-f", CommandRun.SHOP, "--updates", updates(), "-o", "json");
        var report = new ObjectMapper().readTree(run.out());
        assertThat(report.at("/first/bytesPerHost/min").asLong()).isPositive();
        assertThat(report.at("/classes/pod-add/hosts/max").asInt()).isPositive();
        assertThat(report.at("/classes/pod-add/bytes/sum").asLong()).isPositive();
        assertThat(report.at("/classes/pod-add/cpuMicros/p50").asLong()).isPositive();
        assertThat(report.at("/classes/pod-add/wallMicros/p50").asLong()).isPositive();
        assertThat(report.at("/classes/ns-relabel-unused/n").asInt()).isEqualTo(1);
    }

    @Test
    void aBatchIsOneMeasurement() throws IOException {
        var run = CommandRun.of(
                "bench", "updates", "-f", CommandRun.SHOP, "--updates", updates(), "--batch", "3", "-o", "json");
        var report = new ObjectMapper().readTree(run.out());
        assertThat(report.at("/classes/mixed/n").asInt()).isEqualTo(1);
        assertThat(report.at("/classes/mixed/changes").asInt()).isEqualTo(3);
    }

    @Test
    void changesAtARateAreMeasuredAsAWhole() throws IOException {
        var run = CommandRun.of(
                "bench",
                "updates",
                "-f",
                CommandRun.SHOP,
                "--updates",
                updates(),
                "--rate",
                "1000",
                "--verify",
                "-o",
                "json");
        assertThat(run.code()).isZero();
        var report = new ObjectMapper().readTree(run.out());
        assertThat(report.at("/rate").asInt()).isEqualTo(1000);
        assertThat(report.at("/verified").asBoolean()).isTrue();
        assertThat(report.at("/classes/mixed/n").asInt()).isEqualTo(1);
        assertThat(report.at("/classes/mixed/changes").asInt()).isEqualTo(3);
    }

    @Test
    void whatCannotBeMeasuredIsSaid() throws IOException {
        var neither = CommandRun.of("bench", "updates", "-f", CommandRun.SHOP);
        assertThat(neither.code()).isEqualTo(2);
        assertThat(neither.err()).contains("Give either --updates or --rolling-update");
        var tooMany = CommandRun.of("bench", "updates", "-f", CommandRun.SHOP, "--rolling-update", "500");
        assertThat(tooMany.code()).isEqualTo(1);
        assertThat(tooMany.err()).contains("no Deployment has 500 pods");
        var both = CommandRun.of(
                "bench", "updates", "-f", CommandRun.SHOP, "--updates", updates(), "--rate", "5", "--batch", "2");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("Give either --batch or --rate");
        Files.writeString(folder.resolve("wrong.jsonl"), "{\"op\":\"upsert\"}\n");
        var wrong = CommandRun.of(
                "bench",
                "updates",
                "-f",
                CommandRun.SHOP,
                "--updates",
                folder.resolve("wrong.jsonl").toString());
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("wrong.jsonl:1: has no object");
    }

    private String updates() throws IOException {
        return Files.writeString(folder.resolve("updates.jsonl"), UPDATES).toString();
    }
}
