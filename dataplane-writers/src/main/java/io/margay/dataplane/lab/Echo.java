package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.NetnsThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/// Answers on ports of a network namespace, on one thread: a byte and the end over TCP, the same packet over UDP.
final class Echo implements AutoCloseable {
    private static final int LONGEST_PACKET = 2048;

    private final Selector selector;

    private Echo(Selector selector) {
        this.selector = selector;
    }

    /// Listens on all addresses; returns when it does.
    ///
    /// Errors: `IOException` if a port is taken or the namespace cannot be entered; then it listens on none.
    static Echo open(NetnsThreads threads, Collection<Integer> tcpPorts, Collection<Integer> udpPorts)
            throws IOException {
        try {
            var echo = threads.call(() -> listen(tcpPorts, udpPorts)).join();
            Thread.ofPlatform().name("echo-" + threads.netns().name()).daemon().start(echo::serve);
            return echo;
        } catch (CompletionException e) {
            var cause = Objects.requireNonNull(e.getCause());
            throw new IOException("listening in " + threads.netns() + ": " + cause.getMessage(), cause);
        }
    }

    private static Echo listen(Collection<Integer> tcpPorts, Collection<Integer> udpPorts) throws IOException {
        var echo = new Echo(Selector.open());
        try {
            for (int port : tcpPorts) {
                echo.add(ServerSocketChannel.open(), port, SelectionKey.OP_ACCEPT);
            }
            for (int port : udpPorts) {
                echo.add(DatagramChannel.open(), port, SelectionKey.OP_READ);
            }
            return echo;
        } catch (IOException e) {
            echo.close();
            throw e;
        }
    }

    private <C extends SelectableChannel & NetworkChannel> void add(C channel, int port, int operation)
            throws IOException {
        try {
            channel.bind(new InetSocketAddress(port));
            channel.configureBlocking(false).register(selector, operation);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(Echo::answer);
            }
        } catch (ClosedSelectorException e) {
            // Closed by `close`, the way to stop it.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("waiting for packets", e);
        }
    }

    private static void answer(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                accept(server);
            } else if (key.channel() instanceof DatagramChannel channel) {
                reflect(channel);
            }
        } catch (IOException e) {
            // The other side is gone; there is nobody to answer.
            return;
        }
    }

    private static void accept(ServerSocketChannel server) throws IOException {
        try (var connection = server.accept()) {
            if (connection != null) {
                connection.write(ByteBuffer.wrap(new byte[] {1}));
            }
        }
    }

    private static void reflect(DatagramChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(LONGEST_PACKET);
        var from = channel.receive(buffer);
        if (from != null) {
            channel.send(buffer.flip(), from);
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
