package io.margay.cli.server;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.margay.cli.local.GrpcLog;
import io.margay.cluster.tls.ServerTlsSockets;
import io.margay.cluster.tls.TlsFolder;
import io.margay.wire.FrameReader;
import io.margay.wire.stream.Chunk;
import io.margay.wire.stream.HostPort;
import io.margay.wire.stream.HostsMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where hosts' streams end that come by gRPC, over TLS with certificates on both sides.
///
/// What is wrong with a stream ends it, and no other. A host that does not answer for `SECONDS_TO_PING` and then
/// `SECONDS_TO_ANSWER` is taken for gone.
public final class GrpcHosts implements AutoCloseable {
    private static final int SECONDS_TO_PING = 20;
    private static final int SECONDS_TO_ANSWER = 10;

    /// How often hosts may ask whether this end is there.
    private static final int LEAST_SECONDS = 5;

    private static final int MOST_IDLE_SECONDS = 60;
    private static final int MOST_METADATA = 1 << 13;

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final String host;
    private final Server server;
    private final HostRoll roll;
    private volatile @Nullable HostStreams streams;

    private GrpcHosts(InetSocketAddress at, TlsFolder certificates, HostRoll roll) {
        this.host = at.getHostString();
        this.roll = roll;
        var sockets = HostCredentials.of(new ServerTlsSockets(certificates));
        server = OkHttpServerBuilder.forPort(at, sockets)
                .executor(THREADS)
                .transportExecutor(THREADS)
                .keepAliveTime(SECONDS_TO_PING, TimeUnit.SECONDS)
                .keepAliveTimeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                .permitKeepAliveTime(LEAST_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(MOST_IDLE_SECONDS, TimeUnit.SECONDS)
                .maxConcurrentCallsPerConnection(1)
                .maxInboundMetadataSize(MOST_METADATA)
                .maxInboundMessageSize(FrameReader.MOST_FROM_HOST)
                .addService(ServerServiceDefinition.builder(HostsMethod.SERVICE)
                        .addMethod(HostsMethod.ATTACH, this::begin)
                        .build())
                .build();
    }

    /// Listens. Streams are refused until it serves.
    ///
    /// Errors: an IOException in words for a person.
    static GrpcHosts open(HostPort at, TlsFolder certificates, HostRoll roll) throws IOException {
        GrpcLog.install();
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        var address = new InetSocketAddress(at.host(), at.port());
        if (address.isUnresolved()) {
            throw new IOException("cannot listen at " + at + ": no such host");
        }
        var made = new GrpcHosts(address, certificates, roll);
        try {
            made.server.start();
        } catch (IOException e) {
            var why = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot listen at " + at + ": " + why.getMessage(), e);
        }
        return made;
    }

    /// Begins to take streams for an engine.
    void serve(HostStreams engine) {
        streams = engine;
    }

    /// Where it listens.
    HostPort at() {
        return new HostPort(host, server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private ServerCall.Listener<byte[]> begin(ServerCall<byte[], Chunk> call, Metadata headers) {
        var engine = streams;
        if (engine == null) {
            call.close(Status.UNAVAILABLE.withDescription("the engine starts"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        call.request(1);
        return new GrpcConnection(call, roll, engine, THREADS);
    }
}
