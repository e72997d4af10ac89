package io.margay.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/// Serves `/metrics` in the clear, to anybody who can connect: an address that only those reach who may see it.
///
/// It is the JDK's server, with few connections, and little time for each; none of its classes is loaded where nobody
/// listens.
public final class MetricsListener implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_METHOD = 405;
    private static final long NO_BODY = -1;

    private final HttpServer server;
    private final MetricsSource source;
    private final HostPort at;

    private MetricsListener(HostPort at, MetricsSource source) throws IOException {
        this.source = source;
        server = HttpServer.create(new InetSocketAddress(at.host(), at.port()), BACKLOG, PATH, this::answer);
        this.at = new HostPort(at.host(), server.getAddress().getPort());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// Listens.
    ///
    /// Errors: an IOException in words for a person.
    public static MetricsListener open(HostPort at, MetricsSource source) throws IOException {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", "32");
        try {
            return new MetricsListener(at, source);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("metrics cannot be served at " + at + ": " + e.getMessage(), e);
        }
    }

    /// Where they are.
    public String url() {
        return "http://" + at + PATH;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            } else if (method.equals("GET")) {
                give(exchange);
            } else {
                exchange.sendResponseHeaders(NO_SUCH_METHOD, NO_BODY);
            }
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        var accept = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
        var page = source.page(String.join(",", accept));
        var body = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.sendResponseHeaders(OK, body.length);
        exchange.getResponseBody().write(body);
    }
}
