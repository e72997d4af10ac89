package io.margay.dataplane.agent;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.margay.cluster.tls.HostTls;
import io.margay.cluster.tls.TlsFolder;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.wire.FrameReader;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import io.margay.wire.stream.Chunk;
import io.margay.wire.stream.ChunkCutter;
import io.margay.wire.stream.ChunkJoiner;
import io.margay.wire.stream.HostPort;
import io.margay.wire.stream.HostsMethod;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One stream to an engine, or, where engines send it on, through several after one another.
///
/// Neither end can make this one hold more than it may, as over [SocketUplink]. An engine that does not answer for
/// `SECONDS_TO_PING` and then `SECONDS_TO_ANSWER` is taken for gone.
final class GrpcStream implements Uplink.Stream {
    /// The least that gRPC takes.
    private static final int SECONDS_TO_PING = 10;

    private static final int SECONDS_TO_ANSWER = 10;

    /// For a connection, both certificates and the engine's first answer.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A node's home may move while its host is on the way.
    private static final int MOST_HOPS = 3;

    /// What a chunk has beside its bytes.
    private static final int CHUNK_HEADER = 1 << 6;

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final FromHost.Hello hello;
    private final Uplink.Sink sink;
    private final TlsFolder certificates;
    private final EnginePaths paths;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<FromHost> unsaid = new ArrayDeque<>();
    private @Nullable Leg leg;
    private boolean isOver;
    private int hops;

    GrpcStream(FromHost.Hello hello, Uplink.Sink sink, TlsFolder certificates, EnginePaths paths) {
        this.hello = hello;
        this.sink = sink;
        this.certificates = certificates;
        this.paths = paths;
    }

    /// Begins at this engine. Waits for its address, and for nobody else.
    void dial(HostPort engine) {
        open(engine);
        try {
            var begun = leg(engine);
            if (isBegun(begun)) {
                THREADS.execute(() -> endUnlessBegun(begun));
            } else {
                begun.channel.shutdownNow(); // closed before it was open
            }
        } catch (IllegalArgumentException e) {
            end(null, engine + ": " + e.getMessage()); // no address, says gRPC
        }
    }

    /// All addresses of its name: which of them is gone to is left to gRPC, which also says if there is none.
    private void open(HostPort engine) {
        try {
            for (var address : InetAddress.getAllByName(engine.host())) {
                paths.to(address, engine.port());
            }
        } catch (UnknownHostException _) {
            // Said by who dials it.
        }
    }

    private Leg leg(HostPort engine) {
        // With gRPC's credentials, a JDK is offered 1.2 alone.
        var channel = OkHttpChannelBuilder.forAddress(engine.host(), engine.port())
                .sslSocketFactory(certificates.context().getSocketFactory())
                .tlsConnectionSpec(HostTls.versions(), HostTls.suites())
                .executor(THREADS)
                .transportExecutor(THREADS)
                .keepAliveTime(SECONDS_TO_PING, TimeUnit.SECONDS)
                .keepAliveTimeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                .maxInboundMessageSize(ChunkCutter.MOST + CHUNK_HEADER)
                .disableRetry()
                .build();
        return new Leg(engine, channel, channel.newCall(HostsMethod.ATTACH, CallOptions.DEFAULT));
    }

    private void endUnlessBegun(Leg begun) {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // by nobody
        }
        if (!begun.hasBegun) {
            end(begun, begun.engine + ": no answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    @Override
    public void say(FromHost said) {
        unanswered.set(0);
        if (!isSaid(said)) {
            end(null, "the engine does not take in what this host says");
        }
    }

    @Override
    public void close() {
        var _ = isEnded();
    }

    private synchronized boolean isBegun(Leg begun) {
        if (isOver) {
            return false;
        }
        leg = begun;
        begun.call.start(begun, new Metadata());
        begun.call.sendMessage(HostProtocol.write(hello));
        begun.call.request(1);
        return true;
    }

    /// Whether there was room for it.
    private synchronized boolean isSaid(FromHost said) {
        boolean isTaken = isOver || unsaid.size() < SocketUplink.MOST_UNSAID;
        if (isTaken) {
            unsaid.add(said);
            speak();
        }
        return isTaken;
    }

    /// Only to an engine that took the hello.
    private synchronized void speak() {
        var to = leg;
        while (to != null && to.hasBegun && !isOver && to.call.isReady() && !unsaid.isEmpty()) {
            to.call.sendMessage(HostProtocol.write(unsaid.remove()));
        }
    }

    private synchronized boolean isPresent(Leg asked) {
        return !isOver && asked.equals(leg);
    }

    /// Whether this is what ended it.
    private boolean isEnded() {
        Leg last;
        synchronized (this) {
            if (isOver) {
                return false;
            }
            isOver = true;
            unsaid.clear();
            last = leg;
        }
        if (last != null) {
            last.channel.shutdownNow(); // not above: gRPC has locks of its own
        }
        return true;
    }

    /// The stream is over, and this host did not want that.
    ///
    /// @param by the leg that ended; null: this host ends it
    private void end(@Nullable Leg by, String why) {
        if ((by == null || isPresent(by)) && isEnded()) {
            sink.ended(why);
        }
    }

    private void follow(Leg from, String home) {
        var address = HostPort.parse(home);
        if (address.isEmpty() || ++hops > MOST_HOPS) {
            end(from, from.engine + ": sends this host on, to " + home + ", once too often or to nowhere");
            return;
        }
        synchronized (this) {
            leg = null;
        }
        from.channel.shutdownNow();
        THREADS.execute(() -> dial(address.get()));
    }

    /// The stream to one engine. gRPC calls it, one call after the other.
    private final class Leg extends ClientCall.Listener<Chunk> {
        private final HostPort engine;
        private final ManagedChannel channel;
        private final ClientCall<byte[], Chunk> call;
        private final ChunkJoiner messages = new ChunkJoiner(FrameReader.MOST_TO_HOST);
        private volatile boolean hasBegun;

        Leg(HostPort engine, ManagedChannel channel, ClientCall<byte[], Chunk> call) {
            this.engine = engine;
            this.channel = channel;
            this.call = call;
        }

        @Override
        public void onMessage(Chunk chunk) {
            try {
                var message = messages.take(chunk);
                if (message != null) {
                    received(message);
                }
                call.request(1);
            } catch (MalformedMessage e) {
                end(this, engine + ": " + e.getMessage());
            }
        }

        @Override
        public void onReady() {
            speak();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            var own = certificates.problem();
            end(this, engine + ": " + words(status) + (own.isEmpty() ? "" : "; " + own));
        }

        private void received(byte[] message) {
            var home = HostProtocol.readHome(message);
            if (home.isPresent()) {
                follow(this, home.get());
                return;
            }
            if (!isPresent(this)) {
                return;
            }
            begin();
            if (unanswered.incrementAndGet() > SocketUplink.MOST_UNANSWERED) {
                end(this, "the engine says more before this host has answered");
            } else {
                sink.accept(List.of(message));
            }
        }

        private void begin() {
            if (!hasBegun) {
                hasBegun = true;
                sink.began();
                speak();
            }
        }

        @Override
        public void onHeaders(Metadata headers) {
            if (isPresent(this)) {
                begin();
            }
        }
    }

    private static String words(Status status) {
        if (status.isOk()) {
            return "the engine ended the stream";
        }
        var why = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? why : why + ": " + cause.getMessage();
    }
}
