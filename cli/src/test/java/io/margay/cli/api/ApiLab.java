package io.margay.cli.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.margay.cli.metrics.MetricsSource;
import io.margay.cli.server.Trial;
import io.margay.cluster.tls.Issuer;
import io.margay.cluster.tls.TlsFolder;
import io.margay.cluster.tls.UserCertificate;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server of the API over TLS, on a store in memory, and clients of it: alice may write, bob may read.
public record ApiLab(
        Path folder, Trial trial, MemoryStore store, PlainStatus status, ApiServer server, Queue<String> words)
        implements AutoCloseable {
    static final String ALICE = "alice's-token";
    static final String BOB = "bob's-token";
    static final MetricsSource METRICS = accept -> new MetricsSource.Page(MetricsSource.TEXT, "# " + accept + "\n");

    /// What a client is told.
    record Answer(int status, String body) {}

    /// One that listens and serves.
    public static ApiLab in(Path folder) throws IOException {
        return in(folder, "{}");
    }

    /// One with settings under `margay.api`.
    static ApiLab in(Path folder, String settings) throws IOException {
        var trial = Trial.in(folder);
        var tokens = folder.resolve("tokens");
        Files.writeString(
                tokens,
                "# of a test\n" + TokenFile.line("alice", UserCertificate.Role.WRITE, ALICE) + "\n"
                        + TokenFile.line("bob", UserCertificate.Role.READ, BOB) + " # reads\n");
        var store = new MemoryStore();
        var words = new ConcurrentLinkedQueue<String>();
        var status = new PlainStatus();
        var place = new ApiServer.Place(new HostPort("127.0.0.1", 0), trial.engine(), tokens);
        var from = new ApiServer.Sources(store, status, METRICS, new ApiCounts());
        var server = ApiServer.open(place, ApiConfig.read(config(settings)), from, words::add);
        return new ApiLab(folder, trial, store, status, server, words);
    }

    private static Config config(String settings) {
        return ConfigFactory.parseString("margay.api " + settings).withFallback(ConfigFactory.load());
    }

    /// A user's folder of certificates.
    public Path user(String name, UserCertificate.Role role) throws IOException {
        var made = folder.resolve("user-" + name);
        var now = Instant.now();
        if (!Files.exists(made)) {
            trial.issuer()
                    .user(
                            made,
                            new UserCertificate(name, role),
                            new Issuer.Validity(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.DAYS)));
        }
        return made;
    }

    /// Where it is.
    public String url() {
        return server.url();
    }

    HttpClient client() throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TlsFolder.trusting(trial.engine().resolve("ca.crt")))
                .build();
    }

    HttpClient client(Path certificates) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TlsFolder.open(certificates, _ -> {}).context())
                .build();
    }

    HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    Answer edit(String body, String token) throws IOException, InterruptedException {
        return send(request("/api/v1/edits", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = client()) {
            return answer(client.send(request.build(), BodyHandlers.ofString()));
        }
    }

    static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body());
    }

    static String tier(String name, int order) {
        return "{\"apiVersion\":\"projectcalico.org/v3\",\"kind\":\"Tier\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"order\":" + order + "}}";
    }

    @Override
    public void close() {
        server.close();
    }
}
