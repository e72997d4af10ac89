package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.input.InputReader;
import io.margay.cli.probe.JsonText;
import io.margay.dataplane.agent.SocketUplink;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.wire.FrameWriter;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a policy is in force, as hosts say it.
final class EngineStatusTest {
    private static final ResourceKey POLICY = new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "shop", "web");

    @TempDir
    private Path folder;

    private final HostRoll roll = new HostRoll(InstantSource.system());
    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final EngineStatus status = EngineStatus.of(engine, roll);
    private HostSocket socket;

    @BeforeEach
    void open() throws IOException {
        socket = HostSocket.open(path(), roll);
        socket.serve(engine);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void aHostThatAnswersHasItOneThatDoesNotLagsAndOneThatNeverCameIsNamed() throws Exception {
        feed();
        var taking = host("n1");
        try (var silent = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
            new FrameWriter(silent, 1 << 20).write(List.of(HostProtocol.write(new FromHost.Hello("n2", 0, 0))));
            await().atMost(TakingHost.DEADLINE)
                    .untilAsserted(() -> assertThat(policy())
                            .contains("\"nodes\":3,\"inForce\":1,\"lagging\":[{\"name\":\"n2\"")
                            .containsPattern(
                                    "n2\",\"inForce\":false,\"why\":\"its host has not answered\",\"since\":\"2.*Z\"")
                            .contains("\"name\":\"n3\",\"inForce\":false,\"why\":\"its host has never come\""));
            assertThat(all())
                    .containsPattern("\"name\":\"n2\".*\"behindSince\":\"2")
                    .contains("\"hosts\":2");
        }
        taking.close();
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(policy())
                        .containsPattern("n1\",\"inForce\":false,\"why\":\"its host is away\",\"since\":\"2"));
    }

    @Test
    void whatAHostCannotTakeOnOrWasReleasedOfIsNotInForce() throws Exception {
        feed();
        var failing = host("n1");
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(policy()).contains("\"inForce\":1,"));
        failing.say(new FromHost.Failed(1, "no room"));
        await().atMost(TakingHost.DEADLINE)
                .untilAsserted(() -> assertThat(policy()).contains("its host cannot take it on: no room"));
    }

    @Test
    void itIsReadyOnceItKnowsEverything() throws Exception {
        feed();
        await().atMost(TakingHost.DEADLINE)
                .until(() -> status.isReady().toCompletableFuture().join());
        assertThat(all()).contains("\"state\":\"up\",\"inSync\":true,\"awaited\":[],\"nodes\":3");
        assertThat(status.node("n2").toCompletableFuture().join()).isPresent();
        assertThat(status.node("n4").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void aMemberThatDoesNotKnowEverythingYetIsNamed() {
        assertThat(status.isReady().toCompletableFuture().join()).isFalse();
        assertThat(policy()).contains("\"nodes\":0", "\"unready\":[{\"address\":");
    }

    private void feed() throws IOException {
        engine.feed(read(pod("a", "n1", 1) + pod("b", "n2", 2) + pod("c", "n3", 3) + POLICY_TEXT), List.of());
    }

    private TakingHost host(String node) throws Exception {
        var host = new TakingHost(node, new SocketUplink(path()));
        host.awaitBegin();
        return host;
    }

    private String policy() {
        return JsonText.print(status.policy(POLICY).toCompletableFuture().join());
    }

    private String all() {
        return JsonText.print(status.all().toCompletableFuture().join());
    }

    private Path path() {
        return folder.resolve("hosts.sock");
    }

    private List<Resource> read(String text) throws IOException {
        var file = folder.resolve("all.yaml");
        Files.writeString(file, text);
        return InputReader.read(List.of(file.toString()), System.in).resources();
    }

    private static final String POLICY_TEXT = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: web}
            spec: {podSelector: {}}
            """;

    static String pod(String name, String node, int last) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {namespace: shop, name: %s}
        spec: {nodeName: %s}
        status: {podIP: 10.0.0.%d}
        ---
        """.formatted(name, node, last);
    }
}
