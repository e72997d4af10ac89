package io.margay.load.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.margay.load.bench.Edit;
import io.margay.load.churn.Change;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFeedTest {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(0);
    private volatile int status = 200;
    private HttpServer server;
    private HttpFeed feed;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/edits", this::answer);
        server.start();
        feed = feed(List.of(target()), Duration.ZERO);
    }

    private URI target() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpFeed feed(List<URI> targets, Duration patience) {
        return new HttpFeed(HttpClient.newHttpClient(), new HttpFeed.Place(targets, "word", patience));
    }

    @AfterEach
    void close() {
        answers.release(1_000);
        feed.close();
        server.stop(0);
    }

    @Test
    void aChangeIsPutOrDeletedByKindAndName() throws Exception {
        answers.release(2);
        feed.say(List.of(put("a")));
        await().until(() -> bodies.size() == 1);
        feed.say(List.of(delete("a")));
        await().until(() -> bodies.size() == 2);
        assertThat(bodies)
                .containsExactly(
                        "{\"put\":[{\"name\":\"a\"}],\"delete\":[]}",
                        "{\"put\":[],\"delete\":[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"namespace\":\"shop\","
                                + "\"name\":\"a\"}]}");
        assertThat(tokens).containsOnly("Bearer word");
    }

    @Test
    void whatBecameDueMeanwhileGoesTogetherButNoTwoOfOneResource() throws Exception {
        feed.say(List.of(put("a")));
        await().until(() -> bodies.size() == 1);
        feed.say(List.of(put("b"), put("c"), put("b"), put("d")));
        answers.release(3);
        await().until(() -> bodies.size() == 3);
        assertThat(bodies.get(1)).isEqualTo("{\"put\":[{\"name\":\"b\"},{\"name\":\"c\"}],\"delete\":[]}");
        assertThat(bodies.get(2)).isEqualTo("{\"put\":[{\"name\":\"b\"},{\"name\":\"d\"}],\"delete\":[]}");
    }

    @Test
    void whatIsRefusedIsSaidToWhoSaysMore() throws Exception {
        status = 422;
        answers.release(10);
        feed.say(List.of(put("a")));
        await().untilAsserted(() -> assertThatThrownBy(() -> feed.say(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered 422: it is wrong"));
    }

    @Test
    void allIsSaidBeforeItGoesOn() throws Exception {
        answers.release(10);
        feed.sayAll(List.of(put("a"), put("b")));
        assertThat(bodies).containsExactly("{\"put\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"delete\":[]}");
    }

    @Test
    void whatNobodyTakesIsSaidAgainInItsOrderUntilSomebodyDoes() throws Exception {
        feed.close();
        feed = feed(List.of(URI.create("http://127.0.0.1:1"), target()), Duration.ofMinutes(1));
        status = 503;
        feed.say(List.of(put("a")));
        feed.say(List.of(put("a")));
        answers.release(2);
        await().until(() -> answers.availablePermits() == 0);
        status = 200;
        answers.release(1_000);
        feed.finish();
        var body = "{\"put\":[{\"name\":\"a\"}],\"delete\":[]}";
        assertThat(bodies).hasSizeGreaterThanOrEqualTo(4).containsOnly(body);
    }

    @Test
    void whatNobodyTakesForLongIsSaidToWhoWaits() throws Exception {
        status = 503;
        answers.release(10);
        feed.say(List.of(put("a")));
        assertThatThrownBy(feed::finish).isInstanceOf(IOException.class).hasMessageContaining("answered 503");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            answers.acquireUninterruptibly();
            var words = status == 200 ? "{\"revision\":1}" : "it is wrong";
            exchange.sendResponseHeaders(status, words.length());
            exchange.getResponseBody().write(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Change put(String name) {
        return new Change(new Edit("pod", key(name), null), "{\"name\":\"" + name + "\"}", "");
    }

    private static Change delete(String name) {
        return new Change(new Edit("pod", key(name), null), "", "");
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(Kind.POD, "shop", name);
    }
}
