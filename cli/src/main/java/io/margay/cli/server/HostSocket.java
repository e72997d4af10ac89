package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.cli.local.LocalSocket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where the streams of this machine's hosts end: each a connection with frames of the host protocol.
///
/// A node has one stream: another that begins ends the one before, so that no host waits for what another is told.
/// What is wrong with a stream ends it, and no other.
public final class HostSocket implements AutoCloseable {
    private final LocalSocket socket;
    private final Set<HostConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, HostConnection> byNode = new ConcurrentHashMap<>();

    private volatile boolean isClosed;

    private HostSocket(LocalSocket socket) {
        this.socket = socket;
    }

    /// Opens a socket, for this user alone.
    ///
    /// Errors: as of [LocalSocket#open].
    public static HostSocket open(Path path) throws IOException {
        return new HostSocket(LocalSocket.open(path, "margay up"));
    }

    /// Begins to take streams for an engine.
    public void serve(Engine engine) {
        socket.serve("host-stream", client -> serve(client, engine));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        socket.close();
        connections.forEach(connection -> connection.end("the engine stops"));
    }

    private void serve(SocketChannel client, Engine engine) {
        var connection = new HostConnection(client);
        connections.add(connection);
        if (isClosed) {
            connection.end("the engine stops"); // it came while the others were ended
        }
        try {
            var hello = connection.hello();
            if (hello == null) {
                return;
            }
            var before = byNode.put(hello.node(), connection);
            if (before != null) {
                before.end("another stream of this node began");
            }
            connection.run(hello, engine);
            byNode.remove(hello.node(), connection);
        } finally {
            connection.end("");
            connections.remove(connection);
        }
    }
}
