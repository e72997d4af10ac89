package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.store.Edit;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.StoredDocument;
import io.margay.cli.Margay;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private FutureTask<Integer> up = new FutureTask<>(() -> 0);
    private Thread server = new Thread(up);

    @AfterEach
    void stop() throws InterruptedException {
        server.interrupt();
        server.join();
    }

    @Test
    void itFollowsItsFilesThroughRightAndWrong() throws Exception {
        write("pods.yaml", pod("web", "10.0.0.1") + pod("db", "10.0.0.2"));
        write("policies.yaml", policy("web", 80));
        start("--watch");
        assertThat(get("policies", "-o", "json").out()).contains("\"name\":\"web\"", "\"nodes\":1", "policies.yaml:1");

        write("policies.yaml", policy("web", 80) + policy("db", 81));
        within(() -> assertThat(get("rulesets", "shop/db", "-o", "json").out())
                .contains("\"policies\":[\"NetworkPolicy/shop/db\"]"));

        write("policies.yaml", policy("web", 80) + policy("db", 70_000));
        within(() -> assertThat(err.toString())
                .contains("policies.yaml:12: NetworkPolicy shop/db: spec.ingress[0].ports[0]: ", "stays in force"));
        assertThat(get("rulesets", "shop/db", "-o", "json").out()).contains("\"policies\":[\"NetworkPolicy/shop/db\"]");

        write("policies.yaml", policy("db", 82));
        within(() -> assertThat(err.toString()).contains("policies.yaml: is right again"));
        within(() -> assertThat(get("policies", "-o", "json").out())
                .contains("policies.yaml:1\"")
                .doesNotContain("web"));

        Files.delete(folder.resolve("pods.yaml"));
        within(() -> assertThat(get("nodes").out().lines()).hasSize(1));
        server.interrupt();
        assertThat(up.get()).isZero();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void getShowsEveryTopicInEveryForm() throws Exception {
        start("-f", CommandRun.SHOP);
        assertThat(get("nodes").out().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("NAME "),
                        one -> assertThat(one).startsWith("node-1 "),
                        two -> assertThat(two).startsWith("node-2 "));
        assertThat(get("endpoints", "-n", "shop", "-o", "wide").out()).contains("shop", "KIND", "web-0");
        assertThat(get("hep").out()).contains("node-1-eth0").doesNotContain("web-0");
        assertThat(get("gnp").out()).contains("GlobalNetworkPolicy").doesNotContain(" NetworkPolicy");
        assertThat(get("rulesets", "web-0", "-o", "yaml").out())
                .startsWith("---\nkind: Pod\nnamespace: shop\nname: web-0\n")
                .contains("ingress:\n- tier: ");
        assertThat(get("selectors").out()).contains("IDENTITIES", "s:");
        var none = get("policies", "nothing-like-it");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("There is no nothing-like-it among the policies.\n");
        assertThat(get("weather").code()).isEqualTo(2);
    }

    @Test
    void whatIsWrongAtTheStartIsRefusedUnlessAskedOtherwise() throws Exception {
        write("policies.yaml", policy("web", 70_000));
        var refused = run();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("policies.yaml:5: NetworkPolicy shop/web: ", "not started");
        start("--lenient");
        assertThat(get("np", "web").code()).isZero();
    }

    @Test
    void onlyOneServesAtASocket() throws Exception {
        write("pods.yaml", pod("web", "10.0.0.1"));
        start();
        var second = run();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err())
                .isEqualTo("another margay up serves at " + socket() + "; --socket names another place\n");
        assertThat(get("nodes").code()).isZero();
    }

    @Test
    void aSocketThatWasLeftBehindIsReplaced() throws Exception {
        try (var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(get("nodes").code()).isEqualTo(3);
        write("pods.yaml", pod("web", "10.0.0.1"));
        start();
        assertThat(get("nodes").out()).contains("n1");
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(socket(), "mine");
        write("pods.yaml", pod("web", "10.0.0.1"));
        assertThat(run().err()).isEqualTo(socket() + " is there already, and no socket\n");
        assertThat(socket()).hasContent("mine");
    }

    @Test
    void withoutAnEngineGetSaysSoInALine() {
        var run = get("nodes");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err().lines()).singleElement().asString().startsWith("no engine can be reached at " + socket());
    }

    @Test
    void aConfigurationThatIsWrongIsSaid() throws IOException {
        write("pods.yaml", pod("web", "10.0.0.1"));
        Files.writeString(folder.resolve("margay.conf"), "margay.server.look-interval = -1s");
        var run = run("--config", folder.resolve("margay.conf").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("margay.conf: 1", "margay.server.look-interval", "must be > 0");
        var missing = run("--config", folder.resolve("no.conf").toString());
        assertThat(missing.err()).isEqualTo(folder.resolve("no.conf") + ": no such file\n");
        assertThat(missing.code()).isEqualTo(1);
    }

    @Test
    void aSocketWhereNoneCanBeIsSaid() throws IOException {
        write("pods.yaml", pod("web", "10.0.0.1"));
        var nowhere = folder.resolve("no/such/engine.sock");
        var run = CommandRun.of("up", "-f", folder.toString(), "--socket", nowhere.toString());
        assertThat(run.err()).isEqualTo("cannot open a socket at " + nowhere + ": there is no such folder\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void whereItCannotListenForOtherMembersItSaysSoInALine() throws IOException {
        write("pods.yaml", pod("web", "10.0.0.1"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var run = asMember("port = " + taken.getLocalPort());
            assertThat(run.err().lines()).last().asString().startsWith("cannot listen for other members: ");
            assertThat(run.code()).isEqualTo(1);
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void certificatesForOtherMembersThatAreMissingAreSaid() throws IOException {
        write("pods.yaml", pod("web", "10.0.0.1"));
        var run = asMember("certificates = \"" + folder.resolve("none") + "\"");
        assertThat(run.err()).isEqualTo("there is no " + folder.resolve("none/ca.crt") + "\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(socket()).doesNotExist();
    }

    @Test
    void withoutFilesItServesWhatIsKept() throws Exception {
        var state = folder.resolve("state");
        var document = "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}";
        var key = new ResourceKey(Kind.NODE, "", "n1");
        var store = StoreConfig.read(ConfigFactory.load()).in(StoreConfig.Database.embedded(state));
        Files.createDirectories(state);
        var engine = Engine.start(EngineConfig.standalone(), store, InstantSource.system(), 1);
        var put = new Edit.Put(StoredDocument.read(key, document), document, Edit.ANY);
        engine.store()
                .edit(new Edit("somebody", false, List.of(put)))
                .toCompletableFuture()
                .join();
        engine.stop().toCompletableFuture().join();
        begin("up", "--state", state.toString(), "--socket", socket().toString());
        assertThat(err.toString()).contains("1 resource in force, revision 1, kept in " + state);
        assertThat(get("nodes").out().lines()).hasSize(2);
    }

    @Test
    void membersWithoutFilesNeedOneStore() throws IOException {
        var config = folder.resolve("member.conf");
        Files.writeString(config, "margay.engine.seeds = [\"127.0.0.1:7\"]");
        var run = CommandRun.of("up", "--config", config.toString(), "--socket", socket().toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("set margay.store.url to a PostgreSQL");
        assertThat(socket()).doesNotExist();
    }

    private CommandRun asMember(String setting) throws IOException {
        var config = folder.resolve("member.conf");
        Files.writeString(config, "margay.engine { seeds = [\"127.0.0.1:7\"], " + setting + " }");
        return run("--config", config.toString());
    }

    @Test
    void standardInputCannotBeFollowed() {
        assertThat(CommandRun.of("up", "-f", "-").code()).isEqualTo(2);
        assertThat(CommandRun.of("up", "--watch").code()).isEqualTo(2);
        assertThat(CommandRun.of("up", "-f", "no/such").err()).isEqualTo("no/such: no such file\n");
    }

    private CommandRun run(String... more) {
        return CommandRun.of(arguments(more));
    }

    private void start(String... more) {
        begin(arguments(more));
    }

    private void begin(String... line) {
        var command =
                Margay.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        up = new FutureTask<>(() -> command.execute(line));
        server = Thread.ofPlatform().name("up").start(up);
        within(() -> {
            assertThat(up.isDone()).as(err.toString()).isFalse();
            assertThat(err.toString()).contains("serving at ");
        });
    }

    private String[] arguments(String... more) {
        var all = new ArrayList<String>(List.of("up", "-f", folder.toString(), "--socket", socket().toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private CommandRun get(String... question) {
        var all = new ArrayList<String>(List.of("get", "--socket", socket().toString()));
        all.addAll(List.of(question));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private Path socket() {
        return folder.resolve("engine.sock");
    }

    private static void within(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    static String pod(String name, String ip) {
        return """
            {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: %s, labels: {app: %s}}, spec: {nodeName: n1}, \
            status: {phase: Running, podIP: %s}}
            ---
            """.formatted(name, name, ip);
    }

    static String policy(String name, int port) {
        return """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: %s}
            spec:
              ingress: [{ports: [{port: %d}]}]
              podSelector: {matchLabels: {app: %s}}
            ---
            """.formatted(name, port, name);
    }
}
