package io.margay.cli.server;

import io.margay.actors.HostStream;
import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Says one message to the host of one node, by gRPC over TLS: for what measures hosts.
public final class OneMessageEngine implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    private final GrpcHosts hosts;
    private final Path certificates;

    private OneMessageEngine(GrpcHosts hosts, Path certificates) {
        this.hosts = hosts;
        this.certificates = certificates;
    }

    /// Serves, on any port.
    ///
    /// @param folder for certificates
    /// @param message in pieces
    public static OneMessageEngine open(Path folder, String node, List<byte[]> message) throws IOException {
        var now = Clock.systemUTC().instant();
        var today = new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS));
        var issuer = Issuer.create(folder.resolve("ca"), "margay bench", today);
        issuer.engine(folder.resolve("engine"), List.of(HERE), today);
        issuer.node(folder.resolve("node"), node, today);
        var own = TlsFolder.open(folder.resolve("engine"), _ -> {});
        var hosts = GrpcHosts.open(new HostPort(HERE, 0), own, new HostRoll(InstantSource.system()));
        hosts.serve((_, sink, _) -> {
            sink.accept(message);
            return new Deaf();
        });
        return new OneMessageEngine(hosts, folder.resolve("node"));
    }

    /// Where it serves.
    public HostPort at() {
        return hosts.at();
    }

    /// What the host is to show.
    public Path certificates() {
        return certificates;
    }

    @Override
    public void close() {
        hosts.close();
    }

    /// Hears nothing.
    static final class Deaf implements HostStream {
        @Override
        public void enforced(long revision) {}

        @Override
        public void failed(long revision, String why) {}

        @Override
        public void close() {}
    }
}
