package io.margay.cli.api;

import akka.actor.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.javadsl.Tcp;
import com.typesafe.config.ConfigFactory;
import io.margay.actors.store.ResourceStore;
import io.margay.actors.store.StoreUnavailable;
import io.margay.cli.metrics.MetricsSource;
import io.margay.cluster.tls.TlsFolder;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API's server, with threads of its own: what clients do holds up no actor of the engine.
///
/// A client has some seconds to begin, and to say who it is: one that does not is closed, as is one that asked for
/// what it may not.
public final class ApiServer implements AutoCloseable {
    /// Where it is reached.
    ///
    /// @param certificates the folder of its own, see [TlsFolder]; null: no TLS, and so for this machine alone
    /// @param tokens the file of them; null: who comes must show a certificate
    public record Place(
            HostPort at,
            @Nullable Path certificates,
            @Nullable Path tokens) {}

    /// What it answers from.
    ///
    /// @param counts where it counts what it does
    public record Sources(ResourceStore store, StatusSource status, MetricsSource metrics, ApiCounts counts) {}

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final ApiConfig config;
    private final Access access;
    private final String scheme;
    private final String host;
    private final ActorSystem system;
    private final Connections connections;
    private final Tcp.ServerBinding binding;
    private volatile boolean isClosing;
    private final List<Route> routes;
    private final ApiCounts counts;

    private ApiServer(HostPort at, ApiConfig config, Shown shown, Sources from) throws IOException {
        this.config = config;
        this.access = new Access(shown.tokens);
        var certificates = shown.certificates;
        this.scheme = certificates == null ? "http://" : "https://";
        this.host = at.host();
        var own = Map.of("akka.http.server.parsing.max-content-length", config.maxBody());
        system = ActorSystem.create(
                "margay-api",
                ConfigFactory.parseMap(own)
                        .withFallback(ConfigFactory.parseResources("margay-api.conf"))
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        routes = Routes.of(
                new ResourceRoutes(from.store(), new Bodies(system, config.maxBody())),
                new Watch(from.store(), system, config.heartbeat()),
                new StatusRoutes(from.status()),
                new MetricsRoute(from.metrics()));
        connections = new Connections(
                system,
                new Connections.Limits(config.maxConnections(), config.patience()),
                certificates == null ? null : () -> engine(certificates),
                this::answer);
        counts = from.counts();
        counts.of(connections::count);
        binding = bind(at);
    }

    /// Looks whether it could listen there, before anything begins.
    ///
    /// Errors: an IOException in words for a person.
    public static void check(Place place) throws IOException {
        Shown.open(place, _ -> {});
    }

    /// Listens, and answers.
    ///
    /// Errors: an IOException in words for a person.
    ///
    /// @param words gets a line where its certificates or tokens change, and where a certificate is refused
    public static ApiServer open(Place place, ApiConfig config, Sources from, Consumer<String> words)
            throws IOException {
        return new ApiServer(place.at(), config, Shown.open(place, words), from);
    }

    /// What it shows, and whom it knows.
    private record Shown(
            @Nullable TlsFolder certificates, @Nullable TokenFile tokens) {
        static Shown open(Place place, Consumer<String> words) throws IOException {
            var folder = place.certificates();
            var file = place.tokens();
            if (folder == null && !isHere(place.at())) {
                throw new IOException("the API at " + place.at()
                        + " needs certificates (--certs): without, it is for this machine alone");
            }
            if (folder == null && file == null) {
                throw new IOException("the API at " + place.at() + " needs a file of tokens, or certificates");
            }
            return new Shown(
                    folder == null ? null : TlsFolder.open(folder, words),
                    file == null ? null : TokenFile.open(file, words));
        }

        private static boolean isHere(HostPort at) {
            var address = new InetSocketAddress(at.host(), at.port()).getAddress();
            return address != null && address.isLoopbackAddress();
        }
    }

    /// Where it is asked.
    public String url() {
        return scheme + new HostPort(host, binding.localAddress().getPort());
    }

    /// What it counts.
    ApiCounts counts() {
        return counts;
    }

    /// Who is being answered is given some time; who watches comes back elsewhere.
    @Override
    public void close() {
        isClosing = true;
        binding.unbind().toCompletableFuture().join();
        var end = System.nanoTime() + FAREWELL.toNanos();
        while (connections.isBusy() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        connections.cut();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    private Tcp.ServerBinding bind(HostPort at) throws IOException {
        try {
            return connections.bind(at);
        } catch (IOException e) {
            system.terminate();
            throw e;
        }
    }

    /// With what is in the folder at this handshake. A certificate is asked for, and need not be shown.
    private static SSLEngine engine(TlsFolder certificates) {
        var engine = certificates.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        engine.setEnabledProtocols(VERSIONS);
        return engine;
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        var caller = access.caller(request);
        var role = caller.map(Caller::role).orElse(Caller.Role.NOBODY);
        return answer(request, caller).thenApply(reply -> {
            counts.answered(role, reply.status().intValue());
            return reply;
        });
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, Optional<Caller> caller) {
        var segments = new ArrayList<String>();
        request.getUri().pathSegments().forEach(segments::add);
        var matching = routes.stream()
                .filter(route -> route.parts(segments).isPresent())
                .toList();
        var route = matching.stream()
                .filter(each -> each.method().equals(request.method().value()))
                .findFirst();
        if (route.isPresent() && route.get().role() == Caller.Role.NOBODY) {
            return answer(request, route.get(), new Call(request, Caller.ANYBODY, Map.of()));
        }
        if (caller.isEmpty()) {
            return refuse(
                    request,
                    Replies.refused(Replies.UNAUTHORIZED, "show a token, or a certificate of a user")
                            .addHeader(Replies.header("WWW-Authenticate", "Bearer")));
        }
        if (route.isEmpty()) {
            return refuse(request, noRoute(matching));
        }
        if (!caller.get().may(route.get().role())) {
            Audit.refused(request, caller.get());
            return refuse(
                    request, Replies.refused(Replies.FORBIDDEN, caller.get().name() + " may not do that"));
        }
        return answer(
                request,
                route.get(),
                new Call(request, caller.get(), route.get().parts(segments).orElseThrow()));
    }

    private static HttpResponse noRoute(List<Route> samePath) {
        return samePath.isEmpty()
                ? Replies.refused(Replies.NOT_FOUND, "there is no such path; see /api/v1/openapi.json")
                : Replies.refused(Replies.NO_SUCH_METHOD, "this path has other methods")
                        .addHeader(Replies.header(
                                "Allow",
                                String.join(
                                        ", ",
                                        samePath.stream().map(Route::method).toList())));
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest request, HttpResponse reply) {
        request.discardEntityBytes(system);
        return ResourceRoutes.done(Replies.closing(reply));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, Route route, Call call) {
        CompletionStage<HttpResponse> answered;
        try {
            answered = route.answer().to(call);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedStage(e);
        }
        return answered.exceptionally(failure -> failed(request, Failures.cause(failure)))
                .thenApply(reply -> isClosing ? Replies.closing(reply) : reply);
    }

    private HttpResponse failed(HttpRequest request, Throwable failure) {
        return switch (failure) {
            case StoreUnavailable unavailable ->
                Replies.refused(Replies.UNAVAILABLE, String.valueOf(unavailable.getMessage()))
                        .addHeader(Replies.header("Retry-After", "1"));
            case Bodies.TooLarge _ -> tooLarge();
            case EntityStreamSizeException _ -> tooLarge();
            case EntityStreamException broken ->
                Replies.closing(Replies.refused(Replies.BAD_REQUEST, String.valueOf(broken.getMessage())));
            case TimeoutException _ -> Replies.closing(Replies.refused(Replies.TOO_SLOW, "the request took too long"));
            default -> {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("method", request.method().value())
                        .addKeyValue("path", request.getUri().getPathString())
                        .log("a request failed");
                yield Replies.refused(Replies.FAILED, "the server failed; its log says how");
            }
        };
    }

    private HttpResponse tooLarge() {
        return Replies.closing(
                Replies.refused(Replies.TOO_LARGE, "the request is too large: at most " + config.maxBody() + " bytes"));
    }
}
