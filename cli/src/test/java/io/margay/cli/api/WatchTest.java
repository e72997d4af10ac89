package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.store.Edit;
import io.margay.model.input.Origin;
import io.margay.model.input.ParsedResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WatchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static ApiLab api;

    private @Nullable HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        api = ApiLab.in(folder, "{ heartbeat = 50ms }");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @AfterEach
    void end() {
        if (client != null) {
            client.shutdownNow();
        }
        await().atMost(DEADLINE).until(() -> api.store().followers() == 0);
    }

    @Test
    void whoComesBackWithTheLastThatItHasSeenMissesNoneAndHearsNoneTwice() throws Exception {
        long before = revision();
        var reader = watch("?after=" + before, "");
        put("resumed", 1);
        assertThat(next(reader)).contains("id: " + (before + 1), "\"author\":\"carol\"", "\"order\":1");
        reader.close();
        put("resumed", 2);
        put("resumed", 3);
        var again = watch("", Long.toString(before + 1));
        assertThat(next(again)).contains("id: " + (before + 2), "\"order\":2");
        delete("resumed");
        assertThat(next(again)).contains("\"order\":3");
        assertThat(next(again)).contains("\"put\":[],\"deleted\":[{", "\"name\":\"resumed\"");
    }

    @Test
    void withoutARevisionItBeginsNowAndOnlyWhatIsAskedForIsTold() throws Exception {
        put("before", 1);
        var reader = watch("?kind=tiers&name=wanted", "");
        put("unwanted", 1);
        put("wanted", 1);
        assertThat(next(reader)).contains("\"name\":\"wanted\"").doesNotContain("unwanted");
    }

    @Test
    void whereWhatComesNextIsNotKeptTheClientIsToldToListAnew() throws Exception {
        assertThat(next(watch("?after=999999", ""))).contains("event: gone", "list, and watch from there");
        assertThat(api.get("/api/v1/watch?after=x", ApiLab.BOB).status()).isEqualTo(400);
        assertThat(api.get("/api/v1/watch?kind=weather", ApiLab.BOB).status()).isEqualTo(400);
        assertThat(api.get("/api/v1/watch", "").status()).isEqualTo(401);
    }

    @Test
    void anIdleStreamIsKeptAlive() throws Exception {
        var reader = watch("", "");
        for (int i = 0; i < 5; i++) {
            assertThat(reader.readLine()).isIn(":", "");
        }
    }

    @Test
    void aClientThatDoesNotReadIsLetGoAndOthersHearAll() throws Exception {
        long before = revision();
        var slow = watch("?after=" + before, "");
        int count = 2 * Watch.MOST_WAITING;
        var other = new ArrayList<Long>();
        var reader = Thread.ofVirtual().start(() -> hearAll(before, count, other));
        var large = "{\"metadata\":{},\"text\":\"" + "x".repeat(20_000) + "\",\"order\":";
        IntStream.range(0, count).forEach(order -> put("slow", order, large + order + "}"));
        reader.join();
        assertThat(other)
                .isEqualTo(LongStream.rangeClosed(before + 1, before + count)
                        .boxed()
                        .toList());
        await().atMost(DEADLINE).until(() -> api.store().followers() <= 1);
        slow.close();
    }

    /// Comes back as often as it is let go.
    private static void hearAll(long before, int count, List<Long> heard) {
        try (var its = api.client()) {
            long last = before;
            while (last < before + count) {
                last = hear(watch(its, "", Long.toString(last)), before + count, heard);
            }
            its.shutdownNow();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The last that was heard.
    private static long hear(BufferedReader reader, long until, List<Long> heard) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("id: ")) {
                heard.add(Long.valueOf(line.substring("id: ".length())));
            }
            if (!heard.isEmpty() && heard.getLast() == until) {
                return until;
            }
        }
        return heard.getLast();
    }

    private BufferedReader watch(String query, String last) throws IOException, InterruptedException {
        var its = client == null ? api.client() : client;
        client = its;
        return watch(its, query, last);
    }

    private static BufferedReader watch(HttpClient by, String query, String last)
            throws IOException, InterruptedException {
        var request = api.request("/api/v1/watch" + query, ApiLab.BOB);
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        var response = by.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// The next event, without the lines that only keep the stream alive.
    private static String next(BufferedReader reader) throws IOException {
        var event = new StringBuilder();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty() && !event.isEmpty()) {
                return event.toString();
            }
            event.append(line.equals(":") || line.isEmpty() ? "" : line + "\n");
        }
        return event.toString();
    }

    private static long revision() {
        return api.store().list().toCompletableFuture().join().revision();
    }

    private static void put(String name, int order) {
        put(name, order, ApiLab.tier(name, order));
    }

    private static void put(String name, int order, String document) {
        if (Origin.read(ApiLab.tier(name, order)) instanceof ParsedResource.Accepted(var resource, var _)) {
            api.store().edit(new Edit("carol", false, List.of(new Edit.Put(resource, document, Edit.ANY))));
        }
    }

    private static void delete(String name) {
        if (Origin.read(ApiLab.tier(name, 1)) instanceof ParsedResource.Accepted(var resource, var _)) {
            api.store().edit(new Edit("carol", false, List.of(new Edit.Delete(resource.key(), Edit.ANY))));
        }
    }
}
