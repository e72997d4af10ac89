package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.cli.Margay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole of it: a server on a store of its own, and the commands that ask it.
final class UpApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern METRICS = Pattern.compile("metrics, for anybody: (http://\\S+)");
    private static final Pattern URL = Pattern.compile("the API: (https?://\\S+)");

    @TempDir
    private Path folder;

    private StringWriter err = new StringWriter();
    private FutureTask<Integer> up = new FutureTask<>(() -> 0);
    private Thread server = new Thread(up);

    @BeforeEach
    void trial() {
        var made = CommandRun.of(
                "certs", trial("").toString(), "--engine", "127.0.0.1", "--node", "node-1", "--user", "alice:write");
        assertThat(made.code()).as(made.err()).isZero();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.interrupt();
        server.join();
    }

    @Test
    void whatIsAppliedIsInForceIsShownAndOutlivesTheServer() throws Exception {
        start();
        var applied = alice("apply", "-f", CommandRun.SHOP);
        assertThat(applied.err()).doesNotContain("cannot");
        assertThat(applied.out().lines()).hasSize(57).allMatch(line -> line.endsWith(" created"));
        assertThat(CommandRun.of("get", "policies", "-n", "shop", "-o", "json", "--socket", socket())
                        .out())
                .contains("\"source\":\"" + CommandRun.SHOP + "/policies-shop.yaml:30\"");
        var status = alice("status");
        assertThat(status.out().lines().toList())
                .satisfies(lines -> assertThat(lines.get(1)).containsSubsequence("up", "yes", "2", "0"))
                .anySatisfy(line -> assertThat(line).startsWith("node-1").contains("never seen"));
        var policy = alice("status", "networkpolicies.networking.k8s.io", "shop/web");
        assertThat(policy.out()).startsWith("NetworkPolicy shop/web: in force on 0 of 1 node\n");
        assertThat(policy.out()).contains("its host has never come");
        assertThat(CommandRun.of("status", "tier", "none", "--socket", socket()).out())
                .isEqualTo("Tier none: no node has an endpoint that it selects\n");
        assertThat(alice("describe", "networkpolicies.networking.k8s.io", "shop/web")
                        .out())
                .contains("by alice", "policies-shop.yaml:30", "in force on 0 of 1 node");
        stop();
        start();
        assertThat(alice("apply", "-f", CommandRun.SHOP).out().lines()).allMatch(line -> line.endsWith(" unchanged"));
        assertThat(alice("delete", "-f", CommandRun.SHOP).code()).isZero();
        assertThat(alice("get", "pods").out().lines()).hasSize(1);
        assertThat(alice("rollback", "networkpolicies.networking.k8s.io", "shop/web")
                        .out())
                .isEqualTo("NetworkPolicy shop/web created\n");
    }

    @Test
    void onFilesItSaysHowItIsAndKeepsNothing() throws Exception {
        start("-f", CommandRun.SHOP);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alice("status").out()).contains("node-2"));
        var apply = alice("apply", "-f", CommandRun.SHOP);
        assertThat(apply.code()).isEqualTo(3);
        assertThat(apply.err()).contains("takes its resources from files");
    }

    @Test
    void whatFilesSaidIsRecordedWhereAStateIsNamed() throws Exception {
        var file = Files.createDirectory(folder.resolve("files")).resolve("tier.yaml");
        var config = folder.resolve("up.conf");
        Files.writeString(config, "margay.server.look-interval = 50ms");
        String[] words = {"-f", file.toString(), "--watch", "--config", config.toString(), "--state", state()};
        Files.writeString(file, tier(1));
        start(words);
        assertThat(err.toString()).contains("1 resource of 1 file in force, recorded in " + state());
        awaitHistory("(files) created");
        Files.writeString(file, "\n" + tier(2));
        awaitHistory("(files) changed");
        var edit = alice("delete", "tier", "front");
        assertThat(edit.code()).isEqualTo(3);
        assertThat(edit.err()).contains("this engine takes its resources from files: change those");
        assertThat(alice("describe", "tier", "front").out()).contains(file + ":2");
        stop();
        Files.writeString(file, tier(3));
        start(words);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(alice("history", "tier", "front").out().lines())
                                .hasSize(4));
        assertThat(alice("get", "tiers", "-o", "json").out()).contains("\"order\":3");
    }

    private void awaitHistory(String what) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(alice("history", "tier", "front").out().replaceAll(" +", " "))
                                .contains(what));
    }

    private static String tier(int order) {
        return "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: front}, spec: {order: " + order
                + "}}\n";
    }

    @Test
    void metricsAreServedInTheClearWhereItIsSaid() throws Exception {
        var config = folder.resolve("up.conf");
        Files.writeString(config, "margay.metrics.listen = \"127.0.0.1:0\"");
        start("--state", state(), "--config", config.toString());
        assertThat(alice("apply", "-f", CommandRun.SHOP).code()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics().lines())
                        .contains(
                                "margay_in_sync 1.0",
                                "margay_hosts{state=\"away\"} 2.0",
                                "margay_store_expected 1.0",
                                "margay_store_here 1.0",
                                "margay_store_open 1.0",
                                "margay_store_resources 57.0",
                                "margay_store_edits_total{outcome=\"done\"} 1.0",
                                "margay_store_edit_seconds_count 1",
                                "margay_api_requests_total{role=\"write\",status=\"200\"} 1.0"));
    }

    private String metrics() throws IOException {
        var url = METRICS.matcher(err.toString());
        assertThat(url.find()).isTrue();
        try (var in = URI.create(url.group(1)).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whereTheApiCannotListenIsSaidInALine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var place = "127.0.0.1:" + taken.getLocalPort();
            var run = CommandRun.of(
                    "up",
                    "-f",
                    CommandRun.SHOP,
                    "--socket",
                    socket(),
                    "--api",
                    place,
                    "--tokens",
                    trial("tokens").toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err().lines())
                    .last()
                    .asString()
                    .startsWith("cannot listen at " + place + ": ")
                    .contains("in use");
        }
    }

    @Test
    void whereTheApiMayNotBeIsSaid() {
        var open = CommandRun.of(
                "up",
                "--state",
                state(),
                "--socket",
                socket(),
                "--api",
                "0.0.0.0:0",
                "--tokens",
                trial("tokens").toString());
        assertThat(open.err()).contains("needs certificates (--certs): without, it is for this machine alone");
        assertThat(open.code()).isEqualTo(1);
        assertThat(CommandRun.of("up", "--api", "127.0.0.1:0").code()).isEqualTo(2);
        assertThat(CommandRun.of("up", "--api", "here", "--tokens", "x").code()).isEqualTo(2);
    }

    private void start(String... source) {
        err = new StringWriter();
        var command =
                Margay.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        var line = new ArrayList<>(List.of("up", "--socket", socket(), "--api", "127.0.0.1:0"));
        line.addAll(List.of(source.length == 0 ? new String[] {"--state", state()} : source));
        line.addAll(List.of(
                "--certs",
                trial("engine").toString(),
                "--tokens",
                trial("tokens").toString()));
        up = new FutureTask<>(() -> command.execute(line.toArray(String[]::new)));
        server = Thread.ofPlatform().name("up").start(up);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(up.isDone()).as(err.toString()).isFalse();
            assertThat(err.toString()).contains("the API: ");
        });
    }

    private CommandRun alice(String... words) {
        var url = URL.matcher(err.toString());
        assertThat(url.find()).isTrue();
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of(
                "--server", url.group(1), "--certs", trial("users/alice").toString()));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private Path trial(String part) {
        return folder.resolve("trial").resolve(part);
    }

    private String state() {
        return folder.resolve("state").toString();
    }

    private String socket() {
        return folder.resolve("e.sock").toString();
    }
}
