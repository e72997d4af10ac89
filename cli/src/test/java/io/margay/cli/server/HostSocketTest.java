package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.input.InputReader;
import io.margay.dataplane.agent.SocketUplink;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.engine.simulation.Inputs;
import io.margay.model.resource.Resource;
import io.margay.model.update.HostReplica;
import io.margay.wire.FrameReader;
import io.margay.wire.FrameWriter;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams of hosts over a socket: what is wrong with one ends it, and nothing else.
class HostSocketTest {
    private static final Duration DEADLINE = TakingHost.DEADLINE;
    private static final String NODE = "n1";

    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final RandomGenerator random = Seeded.random(11);
    private final Inputs inputs = new Inputs(random);
    private HostSocket socket;

    @BeforeEach
    void open() throws IOException {
        socket = HostSocket.open(path());
        socket.serve(engine);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void aHostHoldsInTheEndWhatBruteForceSays() throws Exception {
        var host = host();
        for (int i = 0; i < 20; i++) {
            inputs.feed(10, engine::feed);
        }
        host.awaitHolds(inputs::present);
        host.close();
    }

    @Test
    void aHostThatReadsNothingHoldsNobodyUp() throws Exception {
        try (var slow = connect()) {
            write(slow, HostProtocol.write(new FromHost.Hello("n2", 0, 0)));
            var host = host();
            for (int i = 0; i < 15; i++) {
                inputs.feed(20, engine::feed);
                host.awaitHolds(inputs::present);
            }
            assertThat(slow.isOpen()).isTrue();
            host.close();
        }
    }

    @Test
    void aHostThatReadsLateIsToldAllTheSameAndWhatCameMeanwhileAsOne() throws Exception {
        var resources = new ArrayList<>(read(pod(0) + policies()));
        engine.feed(resources, List.of());
        engine.atRest(DEADLINE).toCompletableFuture().join();
        try (var late = connect()) {
            write(late, HostProtocol.write(new FromHost.Hello(NODE, 0, 0)));
            for (int i = 0; i < 30; i++) {
                var more = read(pod(i + 1));
                resources.addAll(more);
                engine.feed(more, List.of());
            }
            var in = new FrameReader(late, FrameReader.MOST_TO_HOST);
            var model = new HostModel();
            var replica = new HostReplica();
            long bytes = 0;
            for (int updates = 0;
                    updates < 2 || !model.contents().equals(BruteForce.host(NODE, resources));
                    updates++) {
                assertThat(updates).as("each change by itself").isLessThan(30);
                var message = Objects.requireNonNull(in.read());
                bytes = Math.max(bytes, message.length);
                var update = HostProtocol.readUpdate(message);
                model.apply(replica.apply(update));
                write(late, HostProtocol.write(new FromHost.Enforced(update.revision())));
            }
            assertThat(bytes).as("more than a socket holds").isGreaterThan(400_000);
        }
    }

    @Test
    void nonsenseEndsItsOwnStreamAndNoOther() throws Exception {
        var host = host();
        for (int round = 0; round < 20; round++) {
            talkNonsense();
        }
        inputs.feed(80, engine::feed);
        host.awaitHolds(inputs::present);
        host.close();
    }

    @Test
    void lengthsThatAreLiesAndSecondHellosEndTheStream() throws Exception {
        var hello = HostProtocol.write(new FromHost.Hello("n7", 0, 0));
        for (int length : new int[] {-1, Integer.MAX_VALUE, FrameReader.MOST_FROM_HOST + 1}) {
            try (var liar = connect()) {
                write(liar, hello);
                liar.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
                awaitEnd(liar);
            }
        }
        try (var twice = connect()) {
            write(twice, hello);
            write(twice, hello);
            awaitEnd(twice);
        }
        try (var rude = connect()) {
            write(rude, HostProtocol.write(new FromHost.Enforced(3)));
            awaitEnd(rude);
        }
    }

    @Test
    void aNodeHasOneStreamTheLast() throws Exception {
        var first = host();
        inputs.feed(40, engine::feed);
        first.awaitHolds(inputs::present);
        var second = host();
        assertThat(first.awaitEnd()).isNotEmpty();
        inputs.feed(40, engine::feed);
        second.awaitHolds(inputs::present);
        second.close();
    }

    @Test
    void whenTheSocketClosesEachHostHearsIt() throws Exception {
        var host = host();
        host.awaitBegin();
        socket.close();
        assertThat(host.awaitEnd()).isNotEmpty();
        assertThat(host().awaitEnd()).contains(path().toString());
        open();
    }

    private List<Resource> read(String text) throws IOException {
        var file = Files.writeString(folder.resolve("resources.yaml"), text);
        return InputReader.read(List.of(file.toString()), System.in).resources();
    }

    /// So many for all pods that a socket does not hold them.
    private static String policies() {
        var text = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            text.append("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: %s-%d}
                spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
                ---
                """.formatted("a-policy".repeat(20), i));
        }
        return text.toString();
    }

    private static String pod(int number) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: shop, name: pod-%d, labels: {app: web}}
            spec: {nodeName: %s}
            status: {phase: Running, podIP: 10.0.0.%d}
            ---
            """.formatted(number, number == 0 ? NODE : "other", number + 1);
    }

    private void talkNonsense() throws IOException {
        try (var fool = connect()) {
            if (random.nextBoolean()) {
                write(fool, HostProtocol.write(new FromHost.Hello("fool", 0, random.nextInt(3))));
            }
            var bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            fool.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            assertThat(e).as("it may have been ended already").isNotNull();
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path()));
    }

    private static void write(SocketChannel to, byte[] message) throws IOException {
        new FrameWriter(to, FrameReader.MOST_FROM_HOST).write(List.of(message));
    }

    /// Reads on until the engine has ended the stream.
    private static void awaitEnd(SocketChannel from) {
        try {
            var buffer = ByteBuffer.allocate(1 << 12);
            while (from.read(buffer.clear()) >= 0) {}
        } catch (IOException e) {
            assertThat(e).as("ended with something unread").isNotNull();
        }
    }

    private Path path() {
        return folder.resolve("hosts.sock");
    }

    private TakingHost host() {
        return new TakingHost(NODE, new SocketUplink(path()));
    }
}
