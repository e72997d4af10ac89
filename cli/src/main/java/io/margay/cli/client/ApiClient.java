package io.margay.cli.client;

import io.margay.cli.probe.JsonObject;
import io.margay.cluster.tls.TlsFolder;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/// Asks a server of the HTTP API, one request at a time.
public final class ApiClient implements AutoCloseable {
    private static final String API = "/api/v1/";
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ServerPlace place;
    private final HttpClient client;

    private ApiClient(ServerPlace place, HttpClient client) {
        this.place = place;
        this.client = client;
    }

    /// One of a server.
    ///
    /// Errors: an IOException in words for a person, where certificates cannot be read.
    public static ApiClient of(ServerPlace place) throws IOException {
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TO_CONNECT);
        var certificates = place.certificates();
        var authority = place.authority();
        if (certificates != null) {
            builder.sslContext(TlsFolder.open(certificates, _ -> {}).context());
        } else if (authority != null) {
            builder.sslContext(TlsFolder.trusting(authority));
        }
        return new ApiClient(place, builder.build());
    }

    /// Where the server is.
    public String url() {
        return place.url().toString();
    }

    /// Gets what is at a path below `/api/v1/`.
    public Reply get(String path) {
        return send(request(path).timeout(PATIENCE).build());
    }

    /// Posts JSON to a path.
    public Reply post(String path, String json) {
        return send(request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /// The lines of a stream of events, from after one on.
    ///
    /// Errors: an IOException, which [#reason] puts into words; also where the server refuses.
    BufferedReader follow(String path, String last) throws IOException {
        var request = request(path).header("Last-Event-ID", last).build();
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != OK) {
                throw new IOException(new String(response.body().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
            return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /// A path of these parts, each as it is.
    public static String path(String... parts) {
        return Arrays.stream(parts)
                .filter(part -> !part.isEmpty())
                .map(ApiClient::escaped)
                .collect(Collectors.joining("/"));
    }

    /// A text as part of a path or a query.
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(place.url() + API + path));
        return place.token().isEmpty() ? request : request.header("Authorization", "Bearer " + place.token());
    }

    private Reply send(HttpRequest request) {
        try {
            return reply(client.send(request, BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable("interrupted");
        } catch (IOException e) {
            return new Reply.Unreachable(reason(e));
        }
    }

    private Reply reply(HttpResponse<byte[]> response) {
        var body = new ValueReader("answer").readText(response.body())
                        instanceof Checked.Good<Value>(Value.Mapping object, var _)
                ? object
                : new JsonObject()
                        .text("error", "it answers " + response.statusCode())
                        .done();
        return switch (response.statusCode()) {
            case OK -> new Reply.Done(body);
            case UNAVAILABLE -> new Reply.Unable(Words.text(body, "error"));
            default -> new Reply.Refused(response.statusCode(), body);
        };
    }

    /// Why a request failed, for a person.
    String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection within " + TO_CONNECT.toSeconds() + " s";
            case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
            case ConnectException _ -> "nobody listens at " + place.url();
            case SSLException _ -> "no secure connection: " + innermost(e).getMessage();
            default -> String.valueOf(innermost(e).getMessage());
        };
    }

    private static Throwable innermost(Throwable of) {
        var inner = of;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
