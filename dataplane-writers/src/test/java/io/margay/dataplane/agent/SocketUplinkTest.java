package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.wire.FrameReader;
import io.margay.wire.FrameWriter;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host's end of a stream, with an engine by hand.
class SocketUplinkTest {
    private static final FromHost.Hello HELLO = new FromHost.Hello("n1", 1, 4);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ServerSocketChannel engine;

    @BeforeEach
    void open() throws IOException {
        engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(path()));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    @Test
    void whatBothSayComesInOrder() throws Exception {
        var stream = connect();
        try (var host = engine.accept()) {
            hears("began");
            stream.say(new FromHost.Enforced(5));
            stream.say(new FromHost.Failed(6, "no room"));
            var in = new FrameReader(host, FrameReader.MOST_FROM_HOST);
            for (var said : List.of(HELLO, new FromHost.Enforced(5), new FromHost.Failed(6, "no room"))) {
                assertThat(HostProtocol.readFromHost(Objects.requireNonNull(in.read())))
                        .isEqualTo(said);
            }
            say(host, new byte[] {1, 2, 3});
            say(host, new byte[0]);
            hears("3 bytes");
            hears("0 bytes");
            stream.close();
            assertThat(in.read()).isNull();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void theEndOfAStreamIsSaidOnce() throws Exception {
        var stream = connect();
        engine.accept().close();
        hears("began");
        assertThat(next()).startsWith("ended: ");
        stream.say(new FromHost.Enforced(5));
        stream.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void withoutAnEngineAStreamEndsAtOnce() throws Exception {
        engine.close();
        connect();
        assertThat(next()).startsWith("ended: " + path() + ": ");
    }

    @Test
    void anEngineThatWaitsForNoAnswersIsNotListenedTo() throws Exception {
        connect();
        try (var host = engine.accept()) {
            hears("began");
            for (int i = 0; i < 9; i++) {
                say(host, new byte[] {1});
            }
            for (int i = 0; i < 8; i++) {
                hears("1 bytes");
            }
            hears("ended: the engine says more before this host has answered");
        }
    }

    @Test
    void aLengthThatIsALieEndsTheStream() throws Exception {
        connect();
        try (var host = engine.accept()) {
            hears("began");
            host.write(ByteBuffer.allocate(Integer.BYTES).putInt(-1).flip());
            assertThat(next()).startsWith("ended: ").contains("are the most");
        }
    }

    @Test
    void anEngineThatReadsNothingIsLeft() throws Exception {
        var stream = connect();
        try (var _ = engine.accept()) {
            hears("began");
            var why = "a".repeat(60_000);
            for (int i = 0; i < 200 && heard.isEmpty(); i++) {
                stream.say(new FromHost.Failed(i, why));
            }
            hears("ended: the engine does not take in what this host says");
        }
    }

    private Uplink.Stream connect() {
        return new SocketUplink(path()).connect(HELLO, new Uplink.Sink() {
            @Override
            public void began() {
                heard.add("began");
            }

            @Override
            public void accept(List<byte[]> pieces) {
                heard.add(HostProtocol.join(pieces).length + " bytes");
            }

            @Override
            public void ended(String why) {
                heard.add("ended: " + why);
            }
        });
    }

    private static void say(SocketChannel to, byte[] message) throws IOException {
        new FrameWriter(to, FrameReader.MOST_TO_HOST).write(List.of(message));
    }

    private void hears(String what) throws InterruptedException {
        assertThat(next()).isEqualTo(what);
    }

    private String next() throws InterruptedException {
        var next = heard.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard within 10 s");
        }
        return next;
    }

    private Path path() {
        return folder.resolve("hosts.sock");
    }
}
