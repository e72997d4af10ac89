package io.margay.dataplane.agent;

import io.margay.cluster.tls.TlsFolder;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.wire.FromHost;
import io.margay.wire.stream.HostPort;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to an engine by gRPC, over TLS with certificates on both sides.
///
/// Of several engines, each stream tries one, and the next stream the next one. An engine may send the host on to
/// where its node lives.
public final class GrpcUplink implements Uplink {
    private final List<HostPort> engines;
    private final TlsFolder certificates;
    private final EnginePaths paths;
    private final AtomicInteger next = new AtomicInteger();

    /// @param engines at least one
    /// @param certificates the host's own, and whom it trusts; looked at for each stream
    /// @param paths is told of each way that is gone
    public GrpcUplink(List<HostPort> engines, TlsFolder certificates, EnginePaths paths) {
        this.engines = List.copyOf(engines);
        this.certificates = certificates;
        this.paths = paths;
    }

    @Override
    public Stream connect(FromHost.Hello hello, Sink sink) {
        var engine = engines.get(Math.floorMod(next.getAndIncrement(), engines.size()));
        var stream = new GrpcStream(hello, sink, certificates, paths);
        Thread.ofVirtual().name("uplink").start(() -> stream.dial(engine));
        return stream;
    }
}
