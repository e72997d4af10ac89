package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.net.Ip;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;

/// A flow over UDP: somebody asks again and again, and is answered. Whatever is lost is missed.
///
/// @param socket open all the time: one that opens its port anew finds it taken while the JVM starts a process, which
/// has all that is open for a moment
record Asker(DatagramSocket socket) implements AutoCloseable {
    private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final int MOMENT = 300;

    /// One in a namespace who asks there.
    static Asker open(Netns from, Ip to, int port) {
        return new NetnsThreads(from)
                .call(() -> {
                    var socket = new DatagramSocket();
                    socket.connect(InetAddress.getByAddress(to.bytes()), port);
                    return new Asker(socket);
                })
                .join();
    }

    /// Whether an answer comes.
    boolean asks() {
        return isAnswered(PATIENCE);
    }

    /// The same where nobody expects one.
    boolean asksAtOnce() {
        return isAnswered(MOMENT);
    }

    private boolean isAnswered(int patience) {
        try {
            socket.setSoTimeout(patience);
            socket.send(new DatagramPacket(new byte[] {1}, 1));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }

    @Override
    public void close() {
        socket.close();
    }
}
