package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.count.EngineCounts;
import io.margay.cli.api.ApiCounts;
import io.margay.cli.input.InputReader;
import io.margay.cli.metrics.DocumentedMetrics;
import io.margay.cli.metrics.Exposition;
import io.margay.cli.metrics.MetricsConfig;
import io.margay.dataplane.agent.SocketUplink;
import io.margay.model.resource.Resource;
import io.margay.wire.FromHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemberMetricsTest {
    @TempDir
    private Path folder;

    private final HostRoll roll = new HostRoll(InstantSource.system());
    private final Engine engine = Engine.start(EngineConfig.standalone(), new EngineCounts(System::nanoTime), 1);
    private final EngineStatus status = EngineStatus.of(engine, roll);
    private HostSocket socket;

    @BeforeEach
    void open() throws IOException {
        socket = HostSocket.open(folder.resolve("hosts.sock"), roll);
        socket.serve(engine);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void itsPageHasWhatIsDocumentedAndNothingElse() throws Exception {
        var host = host("n1");
        var page = DocumentedMetrics.ofPage(page(true));
        assertThat(page).isEqualTo(DocumentedMetrics.ofMember());
        assertThat(DocumentedMetrics.ofPage(page(false)).keySet())
                .isEqualTo(page.keySet().stream()
                        .filter(name -> !name.startsWith("margay_node_"))
                        .collect(Collectors.toSet()));
        host.close();
    }

    @Test
    void whatAMemberDoesIsThere() throws Exception {
        assertThat(page(false).lines()).contains("margay_in_sync 0.0", "margay_hosts{state=\"away\"} 0.0");
        engine.feed(read(pod("a", "n1", 1) + pod("b", "n2", 2)), List.of());
        var host = host("n1");
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(false).lines())
                        .contains(
                                "margay_in_sync 1.0",
                                "margay_awaited_contributors 0.0",
                                "margay_members{state=\"up\"} 1.0",
                                "margay_members{state=\"unreachable\"} 0.0",
                                "margay_nodes 2.0",
                                "margay_source_changes_total{change=\"upserted\",kind=\"v1/Pod\"} 2.0",
                                "margay_hosts{state=\"connected\"} 1.0",
                                "margay_hosts{state=\"away\"} 1.0",
                                "margay_hosts_unanswered 0.0",
                                "margay_host_streams_total 1.0",
                                "margay_endpoint_policy_seconds_count 0"));
        engine.feed(read(pod("c", "n1", 3)), List.of());
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(false))
                        .contains("margay_endpoint_policy_seconds_count 1\n")
                        .containsPattern("margay_change_enforced_seconds_count [1-9]")
                        .containsPattern("margay_host_transactions_total [2-9]")
                        .containsPattern("margay_host_bytes_total [1-9]")
                        .containsPattern("margay_host_answers_total\\{outcome=\"enforced\"} [2-9]")
                        .containsPattern("margay_computation_steps_total\\{step=\"version\"} [1-9]")
                        .containsPattern("margay_actor_wait_seconds\\{actor=\"sessions\"} [0-9.E-]+"));
        assertThat(page(true)).contains("margay_node_connected{node=\"n1\"} 1.0\n");
        assertThat(page(false)).doesNotContain("n1");
        host.close();
    }

    @Test
    void howHostsStandIsThere() throws Exception {
        engine.feed(read(pod("a", "n1", 1)), List.of());
        var host = host("n1");
        host.say(standing(3, 0, 0));
        host.say(standing(5, 2, 0));
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(true).lines())
                        .contains(
                                "margay_host_drift_repairs_total 2.0",
                                "margay_host_objects_failing 2.0",
                                "margay_node_objects_failing{node=\"n1\"} 2.0",
                                "margay_node_drift_repairs{node=\"n1\"} 5.0",
                                "margay_hosts{state=\"failing\"} 1.0"));
        host.say(standing(1, 0, 1));
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(false).lines())
                        .contains(
                                "margay_host_drift_repairs_total 3.0",
                                "margay_host_releases 1.0",
                                "margay_hosts{state=\"released\"} 1.0"));
        host.close();
    }

    @Test
    void aNodeThatIsNoMoreHasNoHostThatIsAway() throws Exception {
        var pods = read(pod("a", "n1", 1));
        engine.feed(pods, List.of());
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(false)).contains("margay_hosts{state=\"away\"} 1.0\n"));
        engine.feed(List.of(), List.of(pods.getFirst().key()));
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(false)).contains("margay_hosts{state=\"away\"} 0.0\n"));
    }

    @Test
    void aNodeThatIsNoMoreHasNoSeries() throws Exception {
        var pods = read(pod("a", "n1", 1));
        engine.feed(pods, List.of());
        var host = host("n1");
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(true)).contains("margay_node_connected{node=\"n1\"} 1.0\n"));
        host.close();
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(true)).contains("margay_node_connected{node=\"n1\"} 0.0\n"));
        engine.feed(List.of(), List.of(pods.getFirst().key()));
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(page(true)).doesNotContain("node=\"n1\""));
    }

    @Test
    void itIsOpenMetricsForWhoAsksForThat() {
        var page = exposition(false).page("application/openmetrics-text;version=1.0.0");
        assertThat(page.type()).startsWith("application/openmetrics-text");
        assertThat(page.text()).endsWith("# EOF\n");
    }

    private static FromHost.Standing standing(long repaired, int failing, int released) {
        return new FromHost.Standing(
                1,
                0,
                false,
                new FromHost.Some<>(released, List.of()),
                new FromHost.Some<>(failing, List.of()),
                repaired);
    }

    private String page(boolean isByNode) {
        return exposition(isByNode).page("").text();
    }

    private Exposition exposition(boolean isByNode) {
        var from =
                new MemberMetrics.From(engine, status.members(), roll, new TimedStore(new NoStore()), new ApiCounts());
        var config = new MetricsConfig(Optional.empty(), isByNode, Duration.ofSeconds(10));
        return new Exposition(new MemberMetrics(from, config, false)::all);
    }

    private TakingHost host(String node) throws Exception {
        var host = new TakingHost(node, new SocketUplink(folder.resolve("hosts.sock")));
        host.awaitBegin();
        return host;
    }

    private List<Resource> read(String text) throws IOException {
        var file = folder.resolve("pods.yaml");
        Files.writeString(file, text);
        return InputReader.read(List.of(file.toString()), System.in).resources();
    }

    private static String pod(String name, String node, int last) {
        return EngineStatusTest.pod(name, node, last);
    }
}
