package io.margay.load.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 20_000;

    private ServerSocket member;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        member = new ServerSocket(0, 50, HERE);
        member.setSoTimeout(PATIENCE_MILLIS);
        wire = Wire.to(new HostPort("127.0.0.1", member.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        member.close();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        pass();
    }

    private void pass() throws IOException {
        try (var host = host();
                var far = member.accept()) {
            host.getOutputStream().write(17);
            assertThat(far.getInputStream().read()).isEqualTo(17);
            far.getOutputStream().write(18);
            assertThat(host.getInputStream().read()).isEqualTo(18);
        }
    }

    @Test
    void whenOneEndClosesSoDoesTheOther() throws IOException {
        try (var host = host()) {
            member.accept().close();
            assertThat(host.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void cutItEndsAllAndLetsNothingThroughUntilMended() throws IOException {
        try (var host = host();
                var far = member.accept()) {
            wire.cut();
            assertThat(isOver(host)).isTrue();
            assertThat(isOver(far)).isTrue();
            try (var late = host()) {
                assertThat(isOver(late)).isTrue();
            }
        }
        wire.mend();
        pass();
    }

    private Socket host() throws IOException {
        var socket = new Socket(HERE, wire.at().port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true; // reset
        }
    }
}
