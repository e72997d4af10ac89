package io.margay.cli.server;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.margay.cli.local.GrpcLog;
import io.margay.cluster.tls.NodeCertificate;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import io.margay.wire.stream.Chunk;
import io.margay.wire.stream.ChunkCutter;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's end of one host's stream by gRPC. gRPC calls it, one call after the other; the engine offers it
/// messages on any thread.
///
/// A host that reads slowly, or not at all, costs references to pieces that all hosts share, and what gRPC holds: a
/// chunk is given to it only while it holds less than one. The rest is as for [HostConnection].
final class GrpcConnection extends ServerCall.Listener<byte[]> implements HostRoll.Stream {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcConnection.class);

    private final ServerCall<byte[], Chunk> call;
    private final HostRoll roll;
    private final HostStreams engine;
    private final Executor threads;
    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();
    private @Nullable ChunkCutter underWay;
    private @Nullable HostWords words;
    private boolean isOver;
    /// Whether it ends once all that waits is said.
    private boolean isLeaving;
    private final Unanswered unanswered = new Unanswered();
    /// For logs, once it said so.
    private volatile String node = "";

    GrpcConnection(ServerCall<byte[], Chunk> call, HostRoll roll, HostStreams engine, Executor threads) {
        this.call = call;
        this.roll = roll;
        this.engine = engine;
        this.threads = threads;
    }

    @Override
    public void onMessage(byte[] message) {
        try {
            var said = HostProtocol.readFromHost(message);
            var begun = words;
            if (begun == null) {
                begin(said);
            } else if (!begun.pass(said, this)) {
                end("it said twice who it is");
            }
            call.request(1);
        } catch (MalformedMessage e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void onReady() {
        drain();
    }

    @Override
    public void onHalfClose() {
        end("");
    }

    @Override
    public void onCancel() {
        var _ = isEnded();
    }

    @Override
    public void onComplete() {
        var _ = isEnded();
    }

    @Override
    public void end(String why) {
        if (isEnded()) {
            if (!why.isEmpty()) {
                LOG.atWarn().addKeyValue("host", node).addKeyValue("why", why).log("stream ended");
            }
            close(why.isEmpty() ? Status.OK : Status.UNAVAILABLE.withDescription(why));
        }
    }

    @Override
    public Unanswered unanswered() {
        return unanswered;
    }

    @Override
    public synchronized int waiting() {
        return waiting.size();
    }

    private void begin(FromHost said) {
        if (!(said instanceof FromHost.Hello hello)) {
            end("it did not begin with who it is");
            return;
        }
        var refused = refusal(hello.node());
        if (!refused.isEmpty()) {
            roll.counts().refused.increment();
            LOG.atWarn()
                    .addKeyValue("host", GrpcLog.printable(hello.node()))
                    .addKeyValue("why", refused)
                    .log("stream refused");
            if (isEnded()) {
                close(Status.PERMISSION_DENIED.withDescription(refused));
            }
            return;
        }
        sendHeaders();
        node = hello.node();
        roll.began(node, this);
        hold(new HostWords(hello.node(), roll, engine.attach(hello, this::tell, this::sendAway)));
    }

    /// Why this host may not have the stream of a node; empty: it may.
    private String refusal(String node) {
        var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            if (session == null || !(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
                return "it has no certificate";
            }
            certificate.checkValidity();
            var named = NodeCertificate.node(certificate);
            if (named.isEmpty()) {
                return "its certificate names no node";
            }
            return named.get().equals(node) ? "" : "its certificate is of node " + named.get();
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return "its certificate is not good: " + e.getMessage();
        }
    }

    /// It may have ended meanwhile.
    private void hold(HostWords begun) {
        boolean isLate;
        synchronized (this) {
            words = begun;
            isLate = isOver;
        }
        if (isLate) {
            release(begun);
        }
    }

    private synchronized void sendHeaders() {
        if (!isOver) {
            call.sendHeaders(new Metadata());
        }
    }

    /// The host goes there by itself; one of an earlier release knows no other way than to begin anew.
    private void sendAway(String home) {
        if (home.isEmpty()) {
            end("its node lives elsewhere");
            return;
        }
        offer(List.of(HostProtocol.home(home)));
        synchronized (this) {
            isLeaving = true;
        }
        threads.execute(this::drain);
    }

    private void tell(List<byte[]> message) {
        unanswered.told(HostProtocol.revision(message.getFirst()));
        roll.counts().told(message);
        offer(message);
    }

    private void offer(List<byte[]> message) {
        if (isTaken(message)) {
            threads.execute(this::drain);
        } else {
            end("more waits for it than it may, since it does not read");
        }
    }

    private synchronized boolean isTaken(List<byte[]> message) {
        return isOver || (waiting.size() < HostConnection.MOST_WAITING && waiting.add(message));
    }

    private void drain() {
        if (isAllSaid()) {
            end("");
        }
    }

    /// Says what can be said now; whether that is all, of a stream that ends then.
    private synchronized boolean isAllSaid() {
        while (!isOver && call.isReady()) {
            var cutter = next();
            if (cutter == null) {
                return isLeaving;
            }
            call.sendMessage(cutter.next());
        }
        return false;
    }

    private synchronized @Nullable ChunkCutter next() {
        if (underWay == null || !underWay.hasNext()) {
            var message = waiting.poll();
            underWay = message == null ? null : new ChunkCutter(message);
        }
        return underWay;
    }

    /// Whether this is what ended it.
    private boolean isEnded() {
        HostWords begun;
        synchronized (this) {
            if (isOver) {
                return false;
            }
            isOver = true;
            waiting.clear();
            underWay = null;
            begun = words;
        }
        if (begun != null) {
            release(begun);
        }
        return true;
    }

    private void release(HostWords begun) {
        begun.engine().close();
        roll.ended(begun.node(), this);
    }

    private synchronized void close(Status status) {
        call.close(status, new Metadata());
    }
}
