package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.margay.cli.api.ApiLab.Answer;
import io.margay.cli.server.Logged;
import io.margay.cluster.tls.TlsFolder;
import io.margay.cluster.tls.UserCertificate;
import io.margay.wire.stream.HostPort;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiServerTest {
    private static final String YAML_LINES = """
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",
            "metadata":{"namespace":"shop","name":"redis","annotations":{"margay.io/origin":"p.yaml:14"}},

            "spec":{"podSelector":{},
            "ingress":[{"ports":[{"port":%d}]}]}}""";

    @TempDir
    private static Path folder;

    private static ApiLab api;

    @BeforeAll
    static void start() throws Exception {
        api = ApiLab.in(folder, "{ max-body = 100 KiB }");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void anEditSaysWhatBecameOfEachResource() throws Exception {
        assertThat(edit(ApiLab.tier("effect", 1)).body())
                .startsWith("{\"revision\":")
                .contains("\"kind\":\"Tier\",\"name\":\"effect\",\"effect\":\"created\"");
        assertThat(edit(ApiLab.tier("effect", 1)).body()).contains("\"effect\":\"unchanged\"");
        assertThat(edit(ApiLab.tier("effect", 2)).body()).contains("\"effect\":\"changed\"");
        assertThat(get("resources/tiers/effect").body()).contains("\"order\":2", "\"manager\":\"alice\"");
        var gone = api.edit(
                "{\"delete\":[{\"kind\":\"Tier\",\"name\":\"effect\"},{\"kind\":\"Pod\",\"namespace\":\"x\",\"name\":\"y\"}]}",
                ApiLab.ALICE);
        assertThat(gone.body()).contains("\"effect\":\"deleted\"", "\"effect\":\"absent\"");
        assertThat(get("resources/tiers/effect").status()).isEqualTo(404);
        assertThat(get("history/tiers/effect").body())
                .containsSubsequence("\"deleted\":true", "\"order\":2", "\"order\":1");
    }

    @Test
    void aTrialChangesNothing() throws Exception {
        var trial = api.edit("{\"dryRun\":true,\"put\":[" + ApiLab.tier("trial", 1) + "]}", ApiLab.ALICE);
        assertThat(trial.body()).contains("\"effect\":\"created\"");
        assertThat(get("resources/tiers/trial").status()).isEqualTo(404);
    }

    @Test
    void ofTwoWritersTheSecondIsToldAndNothingOfItsEditIsDone() throws Exception {
        edit(ApiLab.tier("contested", 1));
        var version =
                get("resources/tiers/contested").body().replaceAll("(?s).*\"resourceVersion\":\"([0-9]+)\".*", "$1");
        var mine = ApiLab.tier("contested", 2)
                .replace("\"contested\"", "\"contested\",\"resourceVersion\":\"" + version + "\"");
        assertThat(edit(mine).status()).isEqualTo(200);
        var second = edit(mine.replace("\"order\":2", "\"order\":3"), ApiLab.tier("besides", 1));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("\"name\":\"contested\",\"expected\":\"" + version + "\",\"found\":\"");
        assertThat(get("resources/tiers/contested").body()).contains("\"order\":2");
        assertThat(get("resources/tiers/besides").status()).isEqualTo(404);
        var stale = api.send(api.request("/api/v1/resources/tiers/contested?resourceVersion=" + version, ApiLab.ALICE)
                .DELETE());
        assertThat(stale.status()).isEqualTo(409);
        var mustBeNew = ApiLab.tier("contested", 4).replace("\"contested\"", "\"contested\",\"resourceVersion\":\"0\"");
        assertThat(edit(mustBeNew).status()).isEqualTo(409);
    }

    @Test
    void allThatIsWrongIsSaidInOneGoWithTheUsersOwnLinesAndNothingIsDone() throws Exception {
        var wrong = YAML_LINES.formatted(70_000);
        var refused = edit(ApiLab.tier("good", 1), wrong, "{\"kind\":\"Tier\"}", ApiLab.tier("Bad_Name", 1));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "\"where\":\"p.yaml:18\",\"subject\":\"NetworkPolicy shop/redis\","
                                + "\"path\":\"spec.ingress[0].ports[0]\",\"reason\":\"port must be",
                        "\"path\":\"put[2]\",\"reason\":\"must have apiVersion",
                        "\"subject\":\"Tier Bad_Name\"");
        assertThat(get("resources/tiers/good").status()).isEqualTo(404);
    }

    @Test
    void aResourceKeepsTheLinesThatTheUserWrote() throws Exception {
        assertThat(edit(YAML_LINES.formatted(80)).status()).isEqualTo(200);
        var stored = api.store().list().toCompletableFuture().join().resources().stream()
                .filter(it -> it.resource().metadata().name().equals("redis"))
                .findFirst()
                .orElseThrow();
        assertThat(stored.resource().metadata().where()).hasToString("p.yaml:14");
        assertThat(stored.document().lines()).hasSize(5);
        var shown =
                get("resources/networkpolicies.networking.k8s.io/shop/redis").body();
        assertThat(shown).contains("\"margay.io/origin\":\"p.yaml:14\"");
    }

    @Test
    void anEnvelopeThatIsWrongIsRefused() throws Exception {
        for (var wrong : new String[] {
            "",
            "[]",
            "{",
            "{} {}",
            "{}",
            "{\"put\":7}",
            "{\"put\":[7]}",
            "{\"patch\":[]}",
            "{\"dryRun\":\"no\",\"delete\":[{\"kind\":\"Tier\",\"name\":\"x\"}]}",
            "{\"delete\":[{\"kind\":\"NetworkPolicy\",\"namespace\":\"a\",\"name\":\"b\"}]}",
            "{\"delete\":[{\"kind\":\"Weather\",\"name\":\"b\"}]}",
            "{\"delete\":[{\"kind\":\"Tier\"}]}",
            "{\"delete\":[{\"kind\":\"Tier\",\"name\":\"x\",\"resourceVersion\":\"new\"}]}",
            "{\"put\":[" + ApiLab.tier("x", 1) + "," + ApiLab.tier("x", 2) + "]}",
            "{\"put\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"x\"}}]}"
        }) {
            var refused = api.edit(wrong, ApiLab.ALICE);
            assertThat(refused.status()).as(wrong + " " + refused.body()).isEqualTo(422);
            assertThat(refused.body()).as(wrong).contains("\"problems\":[{", "\"reason\":\"");
        }
    }

    @Test
    void oneResourceIsPutAndGotAsJsonOrYaml() throws Exception {
        var yaml = "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: one}\nspec: {order: 7}\n";
        var put = api.send(api.request("/api/v1/resources/tiers/one", ApiLab.ALICE)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        var got = api.send(api.request("/api/v1/resources/Tier/one", ApiLab.BOB).header("Accept", "application/yaml"));
        assertThat(got.body()).contains("kind: Tier\n", "  order: 7\n", "  resourceVersion: \"");
        var list = api.send(
                api.request("/api/v1/resources?kind=tiers&name=one", ApiLab.BOB).header("Accept", "application/yaml"));
        assertThat(list.body()).startsWith("---\napiVersion: ");
        var other = api.send(api.request("/api/v1/resources/tiers/two", ApiLab.ALICE)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(ApiLab.tier("one", 1))));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).contains("is Tier one, and is to be Tier two");
        var gone = api.send(
                api.request("/api/v1/resources/tiers/one", ApiLab.ALICE).DELETE());
        assertThat(gone.body()).contains("\"effect\":\"deleted\"");
    }

    @Test
    void listsAreOfAKindANamespaceANameAndOfThePast() throws Exception {
        edit(ApiLab.tier("listed", 1), YAML_LINES.formatted(80).replace("redis", "listed"));
        assertThat(get("resources?namespace=shop&name=listed").body())
                .contains("NetworkPolicy")
                .doesNotContain("Tier");
        assertThat(get("resources?kind=np&name=listed").body()).contains("NetworkPolicy");
        var tiers = get("resources?kind=tiers&name=listed").body();
        assertThat(tiers).contains("\"order\":1").doesNotContain("NetworkPolicy");
        var revision = tiers.replaceAll("(?s)\\{\"revision\":([0-9]+),.*", "$1");
        edit(ApiLab.tier("listed", 2));
        assertThat(get("resources?kind=tiers&name=listed&at=" + revision).body())
                .contains("\"order\":1");
        assertThat(get("resources?at=99999").status()).isEqualTo(410);
        assertThat(get("resources?at=x").status()).isEqualTo(400);
        assertThat(get("resources?kind=weather").status()).isEqualTo(400);
    }

    @Test
    void eachRoleMayWhatItMay() throws Exception {
        var tier = "{\"put\":[" + ApiLab.tier("roles", 1) + "]}";
        try (var logged = new Logged("io.margay.audit")) {
            assertThat(api.edit(tier, ApiLab.BOB)).extracting(Answer::status).isEqualTo(403);
            logged.awaitLine("WARN", "refused", "bob", "/api/v1/edits");
            assertThat(api.edit(tier, ApiLab.ALICE)).extracting(Answer::status).isEqualTo(200);
            logged.awaitLine("INFO", "changed", "alice", "Tier roles CREATED", "127.0.0.1");
        }
        assertThat(api.get("/api/v1/resources", ApiLab.BOB).status()).isEqualTo(200);
        for (var nobody : new String[] {"", "wrong"}) {
            assertThat(api.get("/api/v1/resources", nobody).status()).isEqualTo(401);
            assertThat(api.edit(tier, nobody).status()).isEqualTo(401);
        }
        assertThat(status(api.user("carol", UserCertificate.Role.READ), "resources"))
                .isEqualTo(200);
        assertThat(status(api.trial().node("n1"), "resources")).isEqualTo(403);
        assertThat(status(api.trial().node("n1"), "status")).isEqualTo(403);
        assertThat(status(api.trial().node("n1"), "status/nodes/n1")).isEqualTo(200);
        assertThat(status(api.trial().node("n1"), "status/nodes/n2")).isEqualTo(403);
        assertThat(api.get("/api/v1/status/nodes/n2", ApiLab.BOB).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/status/policies/tiers/x", ApiLab.BOB).body())
                .contains("Tier x");
        assertThat(status(api.trial().engine(), "resources")).isEqualTo(401);
    }

    @Test
    void aUsersCertificateWritesAndTheRecordNamesIt() throws Exception {
        try (var client = api.client(api.user("dave", UserCertificate.Role.WRITE))) {
            var put = api.request("/api/v1/edits", "")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"put\":[" + ApiLab.tier("daves", 1) + "]}"));
            assertThat(client.send(put.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(get("resources/tiers/daves").body()).contains("\"manager\":\"dave\"");
    }

    @Test
    void whatIsNotThereOrTooMuchIsRefusedInWords() throws Exception {
        assertThat(get("resources/weather/x").status()).isEqualTo(404);
        assertThat(get("resources/networkpolicies/a/b").body()).contains("may be networkpolicies.");
        assertThat(get("resources/pods/x").body()).contains("Pod has a namespace");
        assertThat(get("nothing").body()).contains("there is no such path");
        var method = api.send(api.request("/api/v1/edits", ApiLab.ALICE).DELETE());
        assertThat(method.status()).isEqualTo(405);
        var type = api.send(api.request("/api/v1/edits", ApiLab.ALICE)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(type.status()).isEqualTo(415);
        var large = api.edit("{\"put\":[\"" + "x".repeat(20_000_000) + "\"]}", ApiLab.ALICE);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).contains("at most 102400 bytes");
        var chunked = api.send(api.request("/api/v1/edits", ApiLab.ALICE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[150_000]))));
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void aStoreThatIsAwayIsSaid() throws Exception {
        api.store().isAway(true);
        try {
            var away = edit(ApiLab.tier("away", 1));
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.body()).isEqualTo("{\"error\":\"the store is away\"}\n");
            assertThat(get("resources").status()).isEqualTo(503);
        } finally {
            api.store().isAway(false);
        }
        assertThat(get("resources").status()).isEqualTo(200);
    }

    @Test
    void healthIsToldToAnybody() throws Exception {
        assertThat(api.get("/health/live", "").status()).isEqualTo(200);
        assertThat(api.get("/health/ready", "").status()).isEqualTo(200);
        api.status().isReady(false);
        try {
            assertThat(api.get("/health/ready", "").status()).isEqualTo(503);
        } finally {
            api.status().isReady(true);
        }
    }

    @Test
    void bothVersionsOfTlsAreSpokenAndNoOther() throws Exception {
        for (var version : List.of("TLSv1.2", "TLSv1.3")) {
            var parameters = new SSLParameters();
            parameters.setProtocols(new String[] {version});
            try (var client = HttpClient.newBuilder()
                    .sslContext(TlsFolder.trusting(api.trial().engine().resolve("ca.crt")))
                    .sslParameters(parameters)
                    .build()) {
                var answer = client.send(api.request("/health/live", "").build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            }
        }
    }

    @Test
    void withoutTlsATokenIsAskedForAllTheSame() throws Exception {
        var place = new ApiServer.Place(new HostPort("127.0.0.1", 0), null, folder.resolve("tokens"));
        var from = new ApiServer.Sources(api.store(), api.status(), ApiLab.METRICS, new ApiCounts());
        try (var plain = ApiServer.open(place, ApiConfig.read(ConfigFactory.load()), from, _ -> {});
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(plain.url() + "/api/v1/resources"));
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            request.header("Authorization", "Bearer " + ApiLab.BOB);
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void metricsAreForWhoMayReadAndRequestsAreCounted() throws Exception {
        assertThat(api.get("/metrics", "").status()).isEqualTo(401);
        assertThat(api.get("/metrics", ApiLab.BOB).body()).startsWith("# ");
        assertThat(api.edit("{}", ApiLab.BOB).status()).isEqualTo(403);
        assertThat(requests("nobody", 401)).isPositive();
        assertThat(requests("read", 200)).isPositive();
        assertThat(requests("read", 403)).isPositive();
    }

    private static long requests(String role, int status) {
        var alike = new ApiCounts.Alike(role, status);
        return Objects.requireNonNull(api.server().counts().requests().get(alike))
                .sum();
    }

    @Test
    void tokensAreReadAgain() throws Exception {
        var tokens = folder.resolve("tokens");
        var before = Files.readString(tokens);
        Files.writeString(tokens, before + TokenFile.line("eve", UserCertificate.Role.READ, "eve's") + "\n");
        assertThat(api.get("/api/v1/resources", "eve's").status()).isEqualTo(200);
        Files.writeString(tokens, before);
        assertThat(api.get("/api/v1/resources", "eve's").status()).isEqualTo(401);
        assertThat(api.get("/api/v1/resources", ApiLab.BOB).status()).isEqualTo(200);
    }

    private static int status(Path certificates, String path) throws Exception {
        try (var client = api.client(certificates)) {
            return client.send(api.request("/api/v1/" + path, "").build(), BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static Answer get(String path) throws Exception {
        return api.get("/api/v1/" + path, ApiLab.ALICE);
    }

    private static Answer edit(String... puts) throws Exception {
        return api.edit("{\"put\":[" + String.join(",\n", puts) + "]}", ApiLab.ALICE);
    }
}
