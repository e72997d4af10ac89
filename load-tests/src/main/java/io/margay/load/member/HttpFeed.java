package io.margay.load.member;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.load.churn.Change;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The way through the HTTP API: `POST /api/v1/edits`. One request is under way at a time, so that changes count in
/// their order; all that became due meanwhile go with the next. What waits counts as latency.
///
/// Where an API cannot be reached, or its store cannot, the same is said again, at the next of several, for as long as
/// there is patience. What was said twice counts once: it is the same, and nothing is said after it before it is taken.
///
/// Errors come late: the next changes meet what befell those before.
public final class HttpFeed implements Feed {
    private static final String PATH = "/api/v1/edits";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_WORDS = 300;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final HttpClient client;
    private final Place place;
    private int asked;
    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable IOException failure;

    /// Where changes are taken.
    ///
    /// @param targets of the API, such as `https://10.0.0.1:7444`; any will do
    /// @param token empty: it shows none
    /// @param patience how long the same is said again; zero: once is enough
    public record Place(List<URI> targets, String token, Duration patience) {
        public Place {
            targets = List.copyOf(targets);
        }
    }

    /// Says that an API cannot be reached, or its store.
    private static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1;

        Unreachable(String words) {
            super(words);
        }
    }

    public HttpFeed(HttpClient client, Place place) {
        this.client = client;
        this.place = place;
        this.thread = Thread.ofPlatform().daemon().name("http-feed").start(this::run);
    }

    /// Says all that there is at first, or that is to go, and waits until it is taken.
    ///
    /// Errors: an IOException in words for a person.
    public void sayAll(List<Change> all) throws IOException, InterruptedException {
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            post(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
        }
    }

    @Override
    public void say(List<Change> changes) throws IOException {
        throwFailure();
        said.addAndGet(changes.size());
        waiting.addAll(changes);
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        while (taken.get() < said.get()) {
            throwFailure();
            TimeUnit.NANOSECONDS.sleep(BREATH_NANOS);
        }
    }

    private void throwFailure() throws IOException {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }

    private void run() {
        try {
            while (true) {
                var changes = next();
                post(changes);
                taken.addAndGet(changes.size());
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nothing more is said
        }
    }

    /// All that waits, but that no two are of one resource: an edit has one step for each.
    private List<Change> next() throws InterruptedException {
        var batch = new ArrayList<Change>();
        var keys = new HashSet<ResourceKey>();
        var change = waiting.take();
        while (change != null) {
            keys.add(change.edit().key());
            batch.add(change);
            var following = waiting.peek();
            boolean fits = following != null
                    && batch.size() < MOST_AT_ONCE
                    && !keys.contains(following.edit().key());
            change = fits ? waiting.poll() : null;
        }
        return batch;
    }

    private void post(List<Change> changes) throws IOException, InterruptedException {
        var body = body(changes);
        long until = System.nanoTime() + place.patience.toNanos();
        while (!isTaken(body, until)) {
            asked++;
            TimeUnit.NANOSECONDS.sleep(BREATH_NANOS);
        }
    }

    /// False where it may be said again.
    private boolean isTaken(String body, long until) throws IOException, InterruptedException {
        try {
            post(place.targets.get(asked % place.targets.size()).resolve(PATH), body);
            return true;
        } catch (Unreachable e) {
            if (System.nanoTime() - until >= 0) {
                throw e;
            }
            return false;
        }
    }

    private void post(URI edits, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(edits)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!place.token.isEmpty()) {
            request.header("Authorization", "Bearer " + place.token);
        }
        var answer = send(request.build());
        if (answer.statusCode() != OK) {
            var words = answer.body();
            var what = edits + " answered " + answer.statusCode() + ": "
                    + words.substring(0, Math.min(MOST_WORDS, words.length()));
            throw answer.statusCode() == UNAVAILABLE ? new Unreachable(what) : new IOException(what);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            var why = e.getMessage() == null ? "no connection" : e.getMessage();
            throw new Unreachable(request.uri() + " cannot be reached: " + why);
        }
    }

    private static String body(List<Change> changes) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("put");
            for (var change : changes) {
                put(change, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("delete");
            for (var change : changes) {
                delete(change, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void put(Change change, JsonGenerator json) throws IOException {
        if (!change.object().isEmpty()) {
            json.writeRawValue(change.object());
        }
    }

    private static void delete(Change change, JsonGenerator json) throws IOException {
        if (change.object().isEmpty()) {
            var key = change.edit().key();
            json.writeStartObject();
            json.writeStringField("apiVersion", key.kind().apiVersion());
            json.writeStringField("kind", key.kind().word());
            json.writeStringField("namespace", key.namespace());
            json.writeStringField("name", key.name());
            json.writeEndObject();
        }
    }
}
