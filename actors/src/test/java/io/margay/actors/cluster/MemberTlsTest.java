package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is taken for a member.
final class MemberTlsTest {
    private static final String HERE = "127.0.0.1";
    private static final int PORT = 7;

    @TempDir
    private Path folder;

    @BeforeEach
    void issue() throws IOException {
        issuer("ca").engine(folder.resolve("one"), List.of(HERE), today());
    }

    @Test
    void aMemberTakesAnother() throws Exception {
        var member = of("one");
        var other = engineOf("ca", "two", HERE);
        var client = other.createClientSSLEngine(HERE, PORT);
        var server = member.createServerSSLEngine(HERE, PORT);
        shakeHands(client, server);
        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(other.verifyClientSession(HERE, client.getSession()).isEmpty())
                .isTrue();
        assertThat(member.verifyServerSession(HERE, server.getSession()).isEmpty())
                .isTrue();
    }

    @Test
    void theCertificateOfANodesHostIsNoMembers() throws Exception {
        var member = of("one");
        Issuer.open(folder.resolve("ca")).node(folder.resolve("n1"), "n1", today());
        var client = of("n1").createClientSSLEngine(HERE, PORT);
        var server = member.createServerSSLEngine(HERE, PORT);
        shakeHands(client, server);
        assertThat(member.verifyServerSession(HERE, server.getSession()).get())
                .hasMessage("its certificate is that of the host of n1");
    }

    @Test
    void aMemberWithAnotherNameIsNotTaken() throws Exception {
        var member = of("one");
        var server = engineOf("ca", "elsewhere", "10.9.9.9").createServerSSLEngine(HERE, PORT);
        assertThatThrownBy(() -> shakeHands(member.createClientSSLEngine(HERE, PORT), server))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(HERE);
    }

    @Test
    void aMemberOfAnotherAuthorityIsNotTaken() throws Exception {
        var member = of("one");
        issuer("foreign");
        var client = engineOf("foreign", "stranger", HERE).createClientSSLEngine(HERE, PORT);
        assertThatThrownBy(() -> shakeHands(client, member.createServerSSLEngine(HERE, PORT)))
                .isInstanceOf(SSLException.class);
    }

    private MemberTls engineOf(String authority, String name, String host) throws IOException {
        Issuer.open(folder.resolve(authority)).engine(folder.resolve(name), List.of(host), today());
        return of(name);
    }

    private MemberTls of(String name) throws IOException {
        return new MemberTls(TlsFolder.open(folder.resolve(name), _ -> {}));
    }

    private Issuer issuer(String name) throws IOException {
        return Issuer.create(folder.resolve(name), name, today());
    }

    private static Issuer.Validity today() {
        var now = Instant.now();
        return new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
    }

    /// Until both have what they need, and each has read what the other said last.
    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        var toServer = ByteBuffer.allocate(1 << 17);
        var toClient = ByteBuffer.allocate(1 << 17);
        client.beginHandshake();
        server.beginHandshake();
        for (int quiet = 0; quiet < 2; ) {
            boolean moved = step(client, toServer, toClient);
            boolean answered = step(server, toClient, toServer);
            quiet = moved || answered ? 0 : quiet + 1;
        }
        assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    private static boolean step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
        var nothing = ByteBuffer.allocate(0);
        boolean moved = false;
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            moved = engine.wrap(nothing, out).bytesProduced() > 0;
        }
        in.flip();
        if (in.hasRemaining()) {
            moved |= engine.unwrap(in, ByteBuffer.allocate(1 << 15)).bytesConsumed() > 0;
        }
        in.compact();
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
            moved = true;
        }
        return moved;
    }
}
