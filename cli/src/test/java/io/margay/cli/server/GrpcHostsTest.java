package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.agent.GrpcUplink;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.Inputs;
import io.margay.model.ruleset.Failsafes;
import io.margay.wire.FromHost;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams of hosts by gRPC over TLS: who may have which, and that what is wrong with one ends it, and nothing else.
class GrpcHostsTest {
    private static final String NODE = "n1";

    @TempDir
    private Path folder;

    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final RandomGenerator random = Seeded.random(17);
    private final Inputs inputs = new Inputs(random);
    private final Logged logged = new Logged();
    private final HostRoll roll = new HostRoll(InstantSource.system());
    private Trial trial;
    private GrpcHosts hosts;

    @BeforeEach
    void open() throws IOException {
        trial = Trial.in(folder.resolve("trial"));
        hosts = open(0);
    }

    @AfterEach
    void close() {
        hosts.close();
        engine.stop().toCompletableFuture().join();
        logged.close();
    }

    @Test
    void aHostHoldsInTheEndWhatBruteForceSays() throws Exception {
        var host = host(NODE, NODE);
        for (int i = 0; i < 20; i++) {
            inputs.feed(10, engine::feed);
        }
        host.awaitHolds(inputs::present);
        assertThat(roll.state(NODE))
                .hasValueSatisfying(state -> assertThat(state.isConnected()).isTrue());
        host.close();
        await().untilAsserted(() -> assertThat(roll.state(NODE))
                .hasValueSatisfying(state -> assertThat(state.isConnected()).isFalse()));
    }

    @Test
    void aCertificateOfOneNodeDoesNotGetTheStreamOfAnother() throws Exception {
        var right = host(NODE, NODE);
        var wrong = host(NODE, "n2");
        assertThat(wrong.awaitEnd()).contains("its certificate is of node n2");
        logged.awaitLine("stream refused", "its certificate is of node n2");
        takesOn(right);
    }

    @Test
    void aCertificateThatNamesNoNodeGetsNoStream() throws Exception {
        var host = new TakingHost(NODE, uplink(trial.engine()));
        assertThat(host.awaitEnd()).contains("its certificate names no node");
    }

    @Test
    void anExpiredCertificateIsRefusedWithALine() throws Exception {
        var right = host(NODE, NODE);
        var expired = new TakingHost("n3", uplink(trial.expired("n3")));
        assertThat(expired.awaitEnd()).contains("is not good now: NotAfter");
        logged.awaitLine("connection refused", "node n3", "NotAfter");
        takesOn(right);
    }

    @Test
    void aForeignCertificateIsRefusedWithALine() throws Exception {
        var right = host(NODE, NODE);
        var foreign = Trial.in(folder.resolve("foreign")).node(NODE);
        Files.copy(trial.node("n4").resolve("ca.crt"), foreign.resolve("ca.crt"), Trial.OVER);
        var host = new TakingHost(NODE, uplink(foreign));
        assertThat(host.awaitEnd()).isNotEmpty();
        logged.awaitLine("connection refused", "node n1");
        takesOn(right);
    }

    @Test
    void whoShowsNoCertificateIsRefusedWithALine() throws Exception {
        try (var socket = trial.socketWithoutCertificate(hosts.at().port())) {
            socket.startHandshake();
            awaitEnd(socket);
        } catch (IOException e) {
            assertThat(e).as("refused").isNotNull();
        }
        logged.awaitLine("connection refused", "shows no certificate of an authority that is trusted here");
    }

    @Test
    void aHostTrustsNoEngineOfAnotherAuthorityNameOrUse() throws Exception {
        var foreign = Trial.in(folder.resolve("foreign"));
        var trusting = trial.node(NODE);
        for (var certificates : List.of(foreign.engine(), trial.node("n9"), trial.engine("elsewhere.example.org"))) {
            var ca = trial.engine().resolve("ca.crt");
            Files.copy(ca, certificates.resolve("ca.crt"), Trial.OVER);
            try (var false_ = GrpcHosts.open(here(0), Trial.open(certificates), roll)) {
                false_.serve(engine::attachEncoded);
                var host = new TakingHost(
                        NODE, new GrpcUplink(List.of(false_.at()), Trial.open(trusting), new EnginePaths()));
                assertThat(host.awaitEnd()).as(certificates.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void certificatesAreRenewedWhileStreamsGoOn() throws Exception {
        var before = host(NODE, NODE);
        takesOn(before);
        var next = Trial.in(folder.resolve("next"));
        var both = Files.readString(trial.engine().resolve("ca.crt"))
                + Files.readString(next.engine().resolve("ca.crt"));
        var renewed = next.node("n2");
        Files.writeString(renewed.resolve("ca.crt"), both);
        Files.writeString(trial.engine().resolve("ca.crt"), both);
        var after = new TakingHost("n2", uplink(renewed));
        after.awaitBegin();
        Files.copy(next.engine().resolve("tls.key"), trial.engine().resolve("tls.key"), Trial.OVER);
        var between = host("n3", "n3");
        between.awaitBegin();
        Files.copy(next.engine().resolve("tls.crt"), trial.engine().resolve("tls.crt"), Trial.OVER);
        var onlyNext = next.node("n4");
        var last = new TakingHost("n4", uplink(onlyNext));
        last.awaitBegin();
        takesOn(before);
        between.close();
        after.close();
        last.close();
    }

    @Test
    void hostsComeBackToAnEngineThatBeganAgain() throws Exception {
        var host = host(NODE, NODE);
        host.awaitBegin();
        int port = hosts.at().port();
        var uplink = uplink(trial.node(NODE));
        hosts.close();
        assertThat(host.awaitEnd()).contains(":" + port);
        assertThat(new TakingHost(NODE, uplink).awaitEnd()).contains(":" + port);
        hosts = open(port);
        takesOn(host(NODE, NODE));
    }

    @Test
    void aNodeHasOneStreamTheLast() throws Exception {
        var first = host(NODE, NODE);
        first.awaitBegin();
        takesOn(first);
        var second = host(NODE, NODE);
        assertThat(first.awaitEnd()).contains("another stream of this node began");
        inputs.feed(20, engine::feed);
        second.awaitHolds(inputs::present);
        second.close();
    }

    @Test
    void nonsenseEndsItsOwnStreamAndNoOther() throws Exception {
        var host = host(NODE, NODE);
        for (int round = 0; round < 40; round++) {
            talkNonsense();
        }
        takesOn(host);
    }

    @Test
    void messagesThatAreNoneEndTheirOwnStreamAndNoOther() throws Exception {
        var host = host(NODE, NODE);
        for (int round = 0; round < 40; round++) {
            saysNonsense();
        }
        takesOn(host);
    }

    @Test
    void aMessageOfALaterReleaseIsPassedOver() throws Exception {
        var host = host(NODE, NODE);
        try (var later = new SilentHost(hosts.at(), Trial.open(trial.node("n2")))) {
            later.say(new FromHost.Hello("n2", 0, 0));
            later.send(new byte[] {(byte) 0xfa, 0x01, 0});
            later.say(new FromHost.Failed(4, "heard"));
            await().untilAsserted(() -> assertThat(roll.state("n2"))
                    .hasValueSatisfying(state -> assertThat(state.failed()).isEqualTo("heard")));
            later.say(new FromHost.Hello("n2", 0, 0));
            assertThat(later.awaitEnd()).contains("it said twice who it is");
        }
        takesOn(host);
    }

    @Test
    void whatAHostSaysOfItselfIsKept() throws Exception {
        var host = host(NODE, NODE);
        host.awaitBegin();
        host.say(new FromHost.Standing(
                5,
                60,
                true,
                FromHost.Some.of(List.of("Pod/shop/cart-0")),
                FromHost.Some.of(List.of(new FromHost.Refused("policy x", "no room"))),
                7));
        await().untilAsserted(() -> assertThat(roll.state(NODE)).hasValueSatisfying(state -> {
            assertThat(state.revision()).isEqualTo(5);
            assertThat(state.said()).isNotNull();
        }));
        host.close();
    }

    @Test
    void anEngineMaySendAHostToWhereItsNodeLives() throws Exception {
        try (var other = GrpcHosts.open(here(0), Trial.open(trial.engine()), roll)) {
            other.serve(sending(hosts.at().toString()));
            var paths = new EnginePaths();
            takesOn(new TakingHost(NODE, new GrpcUplink(List.of(other.at()), Trial.open(trial.node(NODE)), paths)));
            await().untilAsserted(() -> assertThat(paths.egress())
                    .extracting(Failsafes.Failsafe::port)
                    .containsOnly(other.at().port(), hosts.at().port()));
        }
    }

    @Test
    void aHostThatIsSentInCirclesTriesAgainLater() throws Exception {
        try (var other = GrpcHosts.open(here(0), Trial.open(trial.engine()), roll)) {
            other.serve(sending(other.at().toString()));
            var host = new TakingHost(
                    NODE, new GrpcUplink(List.of(other.at()), Trial.open(trial.node(NODE)), new EnginePaths()));
            assertThat(host.awaitEnd()).contains("sends this host on");
        }
    }

    @Test
    void ofSeveralEnginesTheOneThatIsThereIsFound() throws Exception {
        int gone;
        try (var other = GrpcHosts.open(here(0), Trial.open(trial.engine()), roll)) {
            gone = other.at().port();
        }
        var uplink = new GrpcUplink(List.of(here(gone), hosts.at()), Trial.open(trial.node(NODE)), new EnginePaths());
        assertThat(new TakingHost(NODE, uplink).awaitEnd()).contains(":" + gone);
        takesOn(new TakingHost(NODE, uplink));
    }

    private void takesOn(TakingHost host) {
        inputs.feed(30, engine::feed);
        host.awaitHolds(inputs::present);
    }

    private GrpcHosts open(int port) throws IOException {
        var opened = GrpcHosts.open(here(port), Trial.open(trial.engine()), roll);
        opened.serve(engine::attachEncoded);
        return opened;
    }

    private TakingHost host(String node, String certificateOf) throws IOException {
        return new TakingHost(node, uplink(trial.node(certificateOf)));
    }

    private Uplink uplink(Path certificates) throws IOException {
        return new GrpcUplink(List.of(hosts.at()), Trial.open(certificates), new EnginePaths());
    }

    /// Ten thousand pieces that are one.
    private static final class Counted extends AbstractList<byte[]> {
        private static final byte[] PIECE = new byte[1 << 10];

        private final AtomicInteger last = new AtomicInteger();

        @Override
        public byte[] get(int index) {
            last.accumulateAndGet(index, Math::max);
            return PIECE;
        }

        @Override
        public int size() {
            return 10 << 10;
        }

        /// Who asks for the length of all is given nothing.
        @Override
        public Stream<byte[]> stream() {
            return Stream.generate(() -> PIECE).limit(size());
        }

        int given() {
            return last.get();
        }
    }

    private static HostStreams sending(String home) {
        return (_, _, away) -> {
            away.accept(home);
            return new OneMessageEngine.Deaf();
        };
    }

    /// Messages of 10 MiB whose pieces are counted as they are given to gRPC.
    @Test
    void aHostThatDoesNotReadIsGivenLittleAndHoldsReferencesAlone() throws Exception {
        var sinks = new LinkedBlockingQueue<Consumer<List<byte[]>>>();
        hosts.serve((_, sink, _) -> {
            sinks.add(sink);
            return new OneMessageEngine.Deaf();
        });
        try (var silent = new SilentHost(hosts.at(), Trial.open(trial.node(NODE)))) {
            silent.say(new FromHost.Hello(NODE, 0, 0));
            var sink = Objects.requireNonNull(sinks.poll(60, TimeUnit.SECONDS));
            var first = new Counted();
            sink.accept(first);
            await().until(() -> first.given() > 0);
            for (int i = 0; i < HostConnection.MOST_WAITING; i++) {
                sink.accept(new Counted());
            }
            assertThat(silent.hasEnded()).isFalse();
            sink.accept(new Counted());
            logged.awaitLine("stream ended", "more waits for it than it may");
            assertThat(first.given()).as("KiB of 10 MiB").isLessThan(256);
        }
    }

    private void saysNonsense() throws IOException {
        try (var fool = new SilentHost(hosts.at(), Trial.open(trial.node("n2")))) {
            if (random.nextBoolean()) {
                fool.say(new FromHost.Hello("n2", 0, random.nextInt(3)));
            }
            var bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            fool.send(bytes);
            fool.send(new byte[] {8});
            assertThat(fool.awaitEnd()).isNotEmpty();
        }
    }

    private void talkNonsense() throws IOException {
        try (var fool = random.nextBoolean()
                ? new Socket(InetAddress.getLoopbackAddress(), hosts.at().port())
                : trial.socket("fool", hosts.at().port())) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                fool.getOutputStream().write(Trial.PREFACE);
            }
            fool.getOutputStream().write(bytes);
            fool.getOutputStream().flush();
        } catch (IOException e) {
            assertThat(e).as("it may have been ended already").isNotNull();
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {}
    }

    private static HostPort here(int port) {
        return new HostPort("127.0.0.1", port);
    }
}
