package io.margay.cli.api;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.actor.Cancellable;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.KillSwitches;
import akka.stream.TLSClosing;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLS;
import akka.stream.javadsl.TLSPlacebo;
import akka.stream.javadsl.Tcp;
import akka.stream.javadsl.Tcp.IncomingConnection;
import akka.util.ByteString;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of clients: bytes, TLS, HTTP, one on the other.
///
/// Put together here, as Akka's own server has no time for a handshake or a first request: a client that takes too
/// long, or trickles, is cut off below TLS, whatever it says.
final class Connections {
    /// How much there may be, and for how long.
    record Limits(int most, Duration patience) {}

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int BACKLOG = 128;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration TO_BIND = Duration.ofSeconds(10);

    private final ActorSystem system;
    private final Limits limits;
    private final @Nullable Supplier<SSLEngine> tls;
    private final Function<HttpRequest, CompletionStage<HttpResponse>> answers;
    private final ServerSettings settings;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    /// One connection.
    private static final class Client {
        private volatile @Nullable UniqueKillSwitch kill;
        private volatile @Nullable Cancellable patience;
        private volatile boolean isBusy;

        private void begins() {
            isBusy = true;
            var timer = patience;
            if (timer != null) {
                timer.cancel();
            }
        }

        private void cut(Exception why) {
            var known = kill;
            if (known != null) {
                known.abort(why);
            }
        }
    }

    /// @param tls makes the server's end; null: there is none
    Connections(
            ActorSystem system,
            Limits limits,
            @Nullable Supplier<SSLEngine> tls,
            Function<HttpRequest, CompletionStage<HttpResponse>> answers) {
        this.system = system;
        this.limits = limits;
        this.tls = tls;
        this.answers = answers;
        this.settings = ServerSettings.create(system);
    }

    /// Listens.
    ///
    /// Errors: an IOException in words for a person.
    Tcp.ServerBinding bind(HostPort at) throws IOException {
        try {
            return Tcp.get(system)
                    .bind(at.host(), at.port(), BACKLOG, List.of(), false, Optional.of(IDLE))
                    .to(Sink.foreach(this::begin))
                    .run(system)
                    .toCompletableFuture()
                    .orTimeout(TO_BIND.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException(
                    "cannot listen at " + at + ": " + Failures.cause(e).getMessage(), e);
        }
    }

    /// How many there are.
    int count() {
        return clients.size();
    }

    /// Whether any of them is being answered.
    boolean isBusy() {
        return clients.stream().anyMatch(client -> client.isBusy);
    }

    /// Ends all of them.
    void cut() {
        clients.forEach(client -> client.cut(new IOException("the server ends")));
    }

    private void begin(IncomingConnection connection) {
        if (clients.size() >= limits.most()) {
            LOG.atDebug().addKeyValue("from", connection.remoteAddress()).log("more clients than there may be");
            connection.handleWith(Flow.fromSinkAndSource(Sink.cancelled(), Source.empty()), system);
            return;
        }
        var client = new Client();
        clients.add(client);
        client.patience = system.scheduler()
                .scheduleOnce(
                        limits.patience(),
                        () -> client.cut(new TimeoutException("no request within " + limits.patience())),
                        system.dispatcher());
        client.kill = run(connection, client);
    }

    private UniqueKillSwitch run(IncomingConnection connection, Client client) {
        BidiFlow<ByteString, ByteString, ByteString, ByteString, UniqueKillSwitch> gate =
                BidiFlow.fromGraph(KillSwitches.singleBidi());
        var bytes = connection.flow().watchTermination((_, ended) -> {
            ended.whenComplete((_, _) -> ended(client));
            return ended;
        });
        return Http.get(system)
                .serverLayer(settings, Optional.of(connection.remoteAddress()))
                .atop(secured())
                .atop(gate, Keep.right())
                .join(bytes)
                .join(requests(client))
                .run(system);
    }

    private BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> secured() {
        var engines = tls;
        return engines == null ? plain() : TLS.create(engines, _ -> {}, TLSClosing.eagerClose());
    }

    private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
        Flow<SessionBytes, SslTlsInbound, NotUsed> in =
                Flow.of(SessionBytes.class).map(bytes -> bytes);
        return BidiFlow.fromFlows(Flow.of(SslTlsOutbound.class), in).atop(TLSPlacebo.getInstance());
    }

    private Flow<HttpRequest, HttpResponse, NotUsed> requests(Client client) {
        return Flow.of(HttpRequest.class).mapAsync(1, request -> {
            client.begins();
            return answers.apply(request).whenComplete((_, _) -> client.isBusy = false);
        });
    }

    private void ended(Client client) {
        clients.remove(client);
        client.begins();
        client.isBusy = false;
    }
}
