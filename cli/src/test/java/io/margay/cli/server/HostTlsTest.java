package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.dataplane.agent.GrpcUplink;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What hosts and engines agree on: TLS 1.3; with one of an earlier release, 1.2 with what is as good.
final class HostTlsTest {
    private static final String NODE = "n1";
    private static final String HERE = "127.0.0.1";
    private static final String BETTER = "TLSv1.3";
    private static final String EARLIER = "TLSv1.2";

    @TempDir
    private Path folder;

    private Trial trial;
    private GrpcHosts hosts;

    @BeforeEach
    void open() throws IOException {
        trial = Trial.in(folder.resolve("trial"));
        hosts = GrpcHosts.open(new HostPort(HERE, 0), Trial.open(trial.engine()), new HostRoll(InstantSource.system()));
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    @Test
    void anEngineTakesTheBestThatAHostOffers() throws Exception {
        assertThat(takenOf(BETTER, EARLIER)).isEqualTo(BETTER);
        assertThat(takenOf(EARLIER)).isEqualTo(EARLIER);
    }

    @Test
    void anEngineTakesNothingWorse() throws Exception {
        try (var socket = trial.socket(NODE, hosts.at().port())) {
            socket.setEnabledProtocols(new String[] {EARLIER});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    private String takenOf(String... versions) throws IOException {
        try (var socket = trial.socket(NODE, hosts.at().port())) {
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void aHostOffersTheBestAndTakesWhatAnEarlierEngineHas() throws Exception {
        assertThat(offeredTo(BETTER, EARLIER)).isEqualTo(BETTER);
        assertThat(offeredTo(EARLIER)).isEqualTo(EARLIER);
    }

    private String offeredTo(String... versions) throws Exception {
        var sockets = Trial.open(trial.engine()).context().getServerSocketFactory();
        try (var server = (SSLServerSocket) sockets.createServerSocket(0, 1, InetAddress.ofLiteral(HERE))) {
            server.setEnabledProtocols(versions);
            var at = new HostPort(HERE, server.getLocalPort());
            var host =
                    new TakingHost(NODE, new GrpcUplink(List.of(at), Trial.open(trial.node(NODE)), new EnginePaths()));
            var agreed = agreed((SSLSocket) server.accept());
            assertThat(host.awaitEnd()).as("that was no engine").isNotEmpty();
            return agreed;
        }
    }

    private static String agreed(SSLSocket socket) throws IOException {
        try (socket) {
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }
}
