package io.margay.cli.agent;

import io.margay.cli.local.GrpcLog;
import io.margay.cluster.tls.TlsFolder;
import io.margay.dataplane.agent.GrpcUplink;
import io.margay.dataplane.agent.SocketUplink;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Where an agent finds its engine.
public sealed interface EnginePlace {
    /// The way there.
    ///
    /// Errors: an IOException in words for a person, where it cannot be gone.
    ///
    /// @param paths is told of each way that is gone over a network
    /// @param words gets a line for what a person should hear later
    Uplink uplink(EnginePaths paths, Consumer<String> words) throws IOException;

    /// On this machine.
    ///
    /// @param socket where the engine takes hosts' streams
    record Local(Path socket) implements EnginePlace {
        @Override
        public Uplink uplink(EnginePaths paths, Consumer<String> words) {
            return new SocketUplink(socket);
        }

        @Override
        public String toString() {
            return socket.toString();
        }
    }

    /// Anywhere.
    ///
    /// @param engines members of the cluster
    /// @param certificates the folder of the host's own, see [TlsFolder]
    record Remote(List<HostPort> engines, Path certificates) implements EnginePlace {
        public Remote {
            engines = List.copyOf(engines);
        }

        @Override
        public Uplink uplink(EnginePaths paths, Consumer<String> words) throws IOException {
            GrpcLog.install();
            return new GrpcUplink(engines, TlsFolder.open(certificates, words), paths);
        }

        @Override
        public String toString() {
            return engines.stream().map(HostPort::toString).collect(Collectors.joining(", "));
        }
    }
}
