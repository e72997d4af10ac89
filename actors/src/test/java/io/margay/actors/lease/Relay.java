package io.margay.actors.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Passes connections on to a port of this machine that listens on loopback alone.
final class Relay implements AutoCloseable {
    private static final int WAITING = 50;

    private final ServerSocket listening;
    private final int to;

    private Relay(ServerSocket listening, int to) {
        this.listening = listening;
        this.to = to;
    }

    /// One that listens at every address.
    static Relay open(int to) throws IOException {
        var made = new Relay(new ServerSocket(0, WAITING, InetAddress.ofLiteral("0.0.0.0")), to);
        Thread.ofVirtual().start(made::accept);
        return made;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            for (var from = listening.accept(); from != null; from = listening.accept()) {
                connect(from);
            }
        } catch (IOException _) {
            // It was closed, as the test is over.
        }
    }

    private void connect(Socket from) throws IOException {
        try {
            var onward = new Socket(InetAddress.getLoopbackAddress(), to);
            pass(from, onward);
            pass(onward, from);
        } catch (ConnectException _) {
            from.close(); // there is nobody just now
        }
    }

    private static void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // One end is gone; the other is closed.
            }
        });
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
