package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One that answers and sends, inside a network namespace: a workload's process, on threads of this one.
public final class Station implements AutoCloseable {
    private static final int SENDERS = 16;

    private final ExecutorService senders;
    private final Echo echo;

    private Station(ExecutorService senders, Echo echo) {
        this.senders = senders;
        this.echo = echo;
    }

    /// Answers on these ports, over IPv4 and IPv6, as soon as this returns.
    ///
    /// Errors: `IOException` if a port is taken or the namespace cannot be entered.
    public static Station open(Netns netns, Collection<Integer> tcpPorts, Collection<Integer> udpPorts)
            throws IOException {
        var threads = new NetnsThreads(netns);
        var echo = Echo.open(threads, tcpPorts, udpPorts);
        return new Station(Executors.newFixedThreadPool(SENDERS, threads), echo);
    }

    /// Sends a packet and waits for what comes back, no longer than `patience`.
    public CompletableFuture<Seen> send(Packet packet, Duration patience) {
        return CompletableFuture.supplyAsync(
                () -> packet.protocol().equals(Protocol.TCP) ? connect(packet, patience) : exchange(packet, patience),
                senders);
    }

    /// Sends an ICMP echo request and waits for the reply, no longer than `patience`. Needs root.
    public CompletableFuture<Seen> ping(Ip to, Duration patience) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        boolean answered =
                                InetAddress.getByAddress(to.bytes()).isReachable(Math.toIntExact(patience.toMillis()));
                        return answered ? Seen.ANSWERED : Seen.SILENT;
                    } catch (IOException e) {
                        return seen(e);
                    }
                },
                senders);
    }

    @Override
    public void close() throws IOException {
        senders.shutdownNow();
        echo.close();
    }

    private static Seen connect(Packet packet, Duration patience) {
        try (var socket = new Socket()) {
            socket.setReuseAddress(true);
            // So that the port is free again at once.
            socket.setSoLinger(true, 0);
            socket.bind(new InetSocketAddress(packet.sourcePort()));
            socket.connect(address(packet), Math.toIntExact(patience.toMillis()));
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return socket.getInputStream().read() >= 0 ? Seen.ANSWERED : Seen.REFUSED;
        } catch (IOException e) {
            return seen(e);
        }
    }

    private static Seen exchange(Packet packet, Duration patience) {
        try (var socket = new DatagramSocket(new InetSocketAddress(packet.sourcePort()))) {
            socket.connect(address(packet));
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.send(new DatagramPacket(new byte[] {1}, 1));
            socket.receive(new DatagramPacket(new byte[1], 1));
            return Seen.ANSWERED;
        } catch (IOException e) {
            return seen(e);
        }
    }

    private static InetSocketAddress address(Packet packet) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(packet.to().bytes()), packet.port());
    }

    private static Seen seen(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> Seen.SILENT;
            case PortUnreachableException _ -> Seen.REFUSED;
            case NoRouteToHostException _ -> Seen.UNREACHABLE;
            case ConnectException refused ->
                "Connection refused".equals(refused.getMessage()) ? Seen.REFUSED : Seen.UNREACHABLE;
            case SocketException _ -> Seen.UNREACHABLE;
            // The sender's own host drops it.
            case IOException refused when "Operation not permitted".equals(refused.getMessage()) -> Seen.SILENT;
            default -> throw new IllegalStateException("sending a packet", e);
        };
    }
}
