package io.margay.dataplane.lab;

import io.margay.dataplane.kernel.NetnsThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Answers on ports of a network namespace, on one thread: a byte and the end over TCP, the same packet over UDP.
final class Echo implements AutoCloseable {
    private static final int LONGEST_PACKET = 2048;

    private final Selector selector;

    private Echo(Selector selector) {
        this.selector = selector;
    }

    /// Listens on all addresses; returns when it does.
    static Echo open(NetnsThreads threads, Collection<Integer> tcpPorts, Collection<Integer> udpPorts)
            throws IOException {
        var opened = new CompletableFuture<Echo>();
        threads.newThread(() -> {
                    try {
                        var echo = listen(tcpPorts, udpPorts);
                        opened.complete(echo);
                        echo.serve();
                    } catch (IOException | RuntimeException e) {
                        opened.completeExceptionally(e);
                    }
                })
                .start();
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw new IOException("listening in " + threads.netns(), e.getCause());
        }
    }

    private static Echo listen(Collection<Integer> tcpPorts, Collection<Integer> udpPorts) throws IOException {
        var selector = Selector.open();
        for (int port : tcpPorts) {
            var server = ServerSocketChannel.open().bind(new InetSocketAddress(port));
            server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        }
        for (int port : udpPorts) {
            var channel = DatagramChannel.open().bind(new InetSocketAddress(port));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        }
        return new Echo(selector);
    }

    private void serve() throws IOException {
        try {
            while (selector.isOpen()) {
                selector.select(Echo::answer);
            }
        } catch (ClosedSelectorException e) {
            // Closed by `close`, the way to stop it.
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
