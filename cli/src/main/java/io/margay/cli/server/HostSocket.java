package io.margay.cli.server;

import io.margay.actors.Engine;
import io.margay.cli.local.LocalSocket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where the streams of this machine's hosts end: each a connection with frames of the host protocol.
///
/// What is wrong with a stream ends it, and no other.
public final class HostSocket implements AutoCloseable {
    private final LocalSocket socket;
    private final Set<HostConnection> connections = ConcurrentHashMap.newKeySet();
    private final HostRoll roll;

    private volatile boolean isClosed;

    private HostSocket(LocalSocket socket, HostRoll roll) {
        this.socket = socket;
        this.roll = roll;
    }

    /// Opens a socket, for this user alone.
    ///
    /// Errors: as of [LocalSocket#open].
    public static HostSocket open(Path path) throws IOException {
        return open(path, new HostRoll(InstantSource.system()));
    }

    /// The same with a roll of hosts that others use, too.
    static HostSocket open(Path path, HostRoll roll) throws IOException {
        return new HostSocket(LocalSocket.open(path, "margay up"), roll);
    }

    /// Begins to take streams for an engine.
    public void serve(Engine engine) {
        serve((HostStreams) engine::attachEncoded);
    }

    /// The same for whatever is one to hosts.
    void serve(HostStreams engine) {
        socket.serve("host-stream", client -> serve(client, engine));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        socket.close();
        connections.forEach(connection -> connection.end("the engine stops"));
    }

    private void serve(SocketChannel client, HostStreams engine) {
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
            connection.run(hello, roll, engine);
        } finally {
            connection.end("");
            connections.remove(connection);
        }
    }
}
