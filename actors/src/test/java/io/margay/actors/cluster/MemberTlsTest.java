package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.cluster.tls.TlsFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is taken for a member.
final class MemberTlsTest {
    private static final String HERE = "127.0.0.1";
    private static final int PORT = 7;

    @TempDir
    private Path folder;

    @Test
    void aMemberTakesAnother() throws Exception {
        var member = engineOf("ca", "one", HERE);
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
        var member = engineOf("ca", "one", HERE);
        var client = of(new TrialCertificates(folder).node("ca", "n1")).createClientSSLEngine(HERE, PORT);
        var server = member.createServerSSLEngine(HERE, PORT);
        shakeHands(client, server);
        assertThat(member.verifyServerSession(HERE, server.getSession()).get())
                .hasMessage("its certificate is that of the host of n1");
    }

    @Test
    void theCertificateOfAUserIsNoMembers() throws Exception {
        var member = engineOf("ca", "one", HERE);
        var client = of(new TrialCertificates(folder).user("ca", "alice")).createClientSSLEngine(HERE, PORT);
        var server = member.createServerSSLEngine(HERE, PORT);
        shakeHands(client, server);
        assertThat(member.verifyServerSession(HERE, server.getSession()).get())
                .hasMessage("its certificate is that of a user, not of a member");
    }

    @Test
    void aMemberWithAnotherNameIsNotTaken() throws Exception {
        var member = engineOf("ca", "one", HERE);
        var server = engineOf("ca", "elsewhere", "10.9.9.9").createServerSSLEngine(HERE, PORT);
        assertThatThrownBy(() -> shakeHands(member.createClientSSLEngine(HERE, PORT), server))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(HERE);
    }

    @Test
    void aMemberOfAnotherAuthorityIsNotTaken() throws Exception {
        var member = engineOf("ca", "one", HERE);
        var client = engineOf("foreign", "stranger", HERE).createClientSSLEngine(HERE, PORT);
        assertThatThrownBy(() -> shakeHands(client, member.createServerSSLEngine(HERE, PORT)))
                .isInstanceOf(SSLException.class);
    }

    private MemberTls engineOf(String authority, String name, String host) throws IOException {
        return of(new TrialCertificates(folder).member(authority, name, host));
    }

    private static MemberTls of(Path certificates) throws IOException {
        return new MemberTls(TlsFolder.open(certificates, _ -> {}));
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
