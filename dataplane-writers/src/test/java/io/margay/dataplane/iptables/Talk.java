package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.net.Ip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A long connection over TCP: either end may say something.
///
/// @param client the end that opened it
/// @param server the other
public record Talk(Socket client, Socket server) implements AutoCloseable {
    private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final int MOMENT = 300;

    /// Listens in a namespace, on all addresses.
    public static ServerSocket listen(Netns netns, int port) {
        return new NetnsThreads(netns)
                .call(() -> {
                    var socket = new ServerSocket(port);
                    socket.setSoTimeout(PATIENCE);
                    return socket;
                })
                .join();
    }

    /// Connects from a namespace to whoever listens.
    public static Talk open(Netns from, Ip to, int port, ServerSocket listening) throws IOException {
        var client = new NetnsThreads(from)
                .call(() -> {
                    var socket = new Socket();
                    socket.setTcpNoDelay(true);
                    socket.connect(new InetSocketAddress(InetAddress.getByAddress(to.bytes()), port), PATIENCE);
                    return socket;
                })
                .join();
        var server = listening.accept();
        server.setTcpNoDelay(true);
        return new Talk(client, server);
    }

    /// The client says something and is answered.
    boolean asks() throws IOException {
        return carries(client, server, PATIENCE) && carries(server, client, PATIENCE);
    }

    /// As `asks`; not where a socket fails.
    public boolean asksOrFails() {
        try {
            return asks();
        } catch (IOException _) {
            return false;
        }
    }

    /// The server says something that the client has not asked for.
    boolean tells() throws IOException {
        return carries(server, client, PATIENCE);
    }

    /// As `asks`, where nobody expects an answer.
    boolean asksAtOnce() throws IOException {
        return carries(client, server, MOMENT);
    }

    /// As `tells`, where nobody expects it to arrive.
    boolean tellsAtOnce() throws IOException {
        return carries(server, client, MOMENT);
    }

    private static boolean carries(Socket from, Socket to, int patience) throws IOException {
        try {
            from.getOutputStream().write(1);
            to.setSoTimeout(patience);
            return to.getInputStream().read() == 1;
        } catch (SocketTimeoutException | SocketException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        server.close();
    }
}
