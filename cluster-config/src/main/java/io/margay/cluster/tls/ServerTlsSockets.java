package io.margay.cluster.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Makes the server's end of a connection, over a socket that was accepted: the client must show a certificate, and
/// be done with that within some seconds.
public final class ServerTlsSockets extends SSLSocketFactory {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final TlsFolder certificates;

    /// With what is in the folder at each handshake.
    public ServerTlsSockets(TlsFolder certificates) {
        this.certificates = certificates;
    }

    @Override
    public Socket createSocket(Socket over, String host, int port, boolean autoClose) throws IOException {
        var socket = (SSLSocket) certificates.context().getSocketFactory().createSocket(over, host, port, autoClose);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(true);
        var done = new CountDownLatch(1);
        socket.addHandshakeCompletedListener(_ -> done.countDown());
        Thread.ofVirtual().name("handshake-patience").start(() -> closeUnless(done, over));
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return certificates.context().getSocketFactory().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return certificates.context().getSocketFactory().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw clientsEnd();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw clientsEnd();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw clientsEnd();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw clientsEnd();
    }

    private static UnsupportedOperationException clientsEnd() {
        return new UnsupportedOperationException("this is the server's end");
    }

    private static void closeUnless(CountDownLatch done, Socket over) {
        try {
            if (!done.await(HANDSHAKE.toNanos(), TimeUnit.NANOSECONDS)) {
                over.close();
            }
        } catch (InterruptedException | IOException _) {
            Thread.currentThread().interrupt();
        }
    }
}
