package io.margay.cli.server;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.SslSocketFactoryChannelCredentials;
import io.margay.cluster.tls.TlsFolder;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.stream.Chunk;
import io.margay.wire.stream.HostPort;
import io.margay.wire.stream.HostsMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A host that says what it is made to, and takes nothing.
final class SilentHost implements AutoCloseable {
    private final ManagedChannel channel;
    private final ClientCall<byte[], Chunk> call;
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    SilentHost(HostPort engine, TlsFolder certificates) {
        var sockets =
                SslSocketFactoryChannelCredentials.create(certificates.context().getSocketFactory());
        channel = OkHttpChannelBuilder.forAddress(engine.host(), engine.port(), sockets)
                .build();
        call = channel.newCall(HostsMethod.ATTACH, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
    }

    void say(FromHost said) {
        send(HostProtocol.write(said));
    }

    void send(byte[] message) {
        call.sendMessage(message);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /// Waits for the end of its stream; why.
    String awaitEnd() {
        return String.valueOf(end.orTimeout(TakingHost.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .getDescription());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
