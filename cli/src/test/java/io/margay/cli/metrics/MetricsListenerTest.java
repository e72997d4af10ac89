package io.margay.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.cli.metrics.MetricsSource.Page;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MetricsListenerTest {
    private MetricsListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = MetricsListener.open(
                new HostPort("127.0.0.1", 0), accept -> new Page(MetricsSource.TEXT, "# for " + accept + "\n"));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void itServesAPageAndNothingElse() throws Exception {
        var page = send(request(listener.url()).header("Accept", "text/plain"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains(MetricsSource.TEXT);
        assertThat(page.body()).isEqualTo("# for text/plain\n");
        assertThat(send(request(listener.url() + "x")).statusCode()).isEqualTo(404);
        assertThat(send(request(listener.url()).POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void thatItCannotListenIsSaidInWords() {
        var port = URI.create(listener.url()).getPort();
        assertThatThrownBy(() -> MetricsListener.open(new HostPort("127.0.0.1", port), _ -> new Page("", "")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("metrics cannot be served at 127.0.0.1:" + port + ": ");
        assertThatThrownBy(() -> MetricsListener.open(new HostPort("no.such.host.invalid", 1), _ -> new Page("", "")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("metrics cannot be served at no.such.host.invalid:1");
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
