package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.cli.Margay;
import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerCommandsTest {
    @TempDir
    private static Path folder;

    private static ServerLab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = ServerLab.in(folder);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void applyMakesItSoAndSaysWhatBecameOfEach() throws Exception {
        var file = write("apply.yaml", UpCommandTest.policy("apply-a", 80) + UpCommandTest.policy("apply-b", 81));
        var first = alice("apply", "-f", file);
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).isEqualTo("NetworkPolicy shop/apply-a created\nNetworkPolicy shop/apply-b created\n");
        assertThat(first.code()).isZero();
        assertThat(alice("apply", "-f", file).out()).contains("apply-a unchanged\n", "apply-b unchanged\n");
        write("apply.yaml", UpCommandTest.policy("apply-a", 80) + UpCommandTest.policy("apply-b", 82));
        assertThat(alice("apply", "-f", file, "--dry-run").out()).contains("shop/apply-b changed (dry run)\n");
        assertThat(alice("apply", "-f", file).out()).contains("apply-a unchanged\n", "apply-b changed\n");
        var table = alice("get", "networkpolicies", "apply-b", "-n", "shop", "-o", "wide");
        assertThat(table.out()).contains("SOURCE", "alice", file + ":8");
        assertThat(alice("get", "networkpolicies.networking.k8s.io", "shop/apply-b", "-o", "yaml")
                        .out())
                .contains("    - port: 82\n", "  resourceVersion: \"");
    }

    @Test
    void mistakesAreFoundBeforeAnythingIsSentAndNothingIsDone() throws Exception {
        var file = write("wrong.yaml", UpCommandTest.policy("wrong-a", 80) + UpCommandTest.policy("wrong-b", 70_000));
        var refused = alice("apply", "-f", file);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith(file + ":12: NetworkPolicy shop/wrong-b: spec.ingress[0].ports[0]: port must");
        assertThat(refused.out()).isEmpty();
        assertThat(alice("get", "networkpolicies", "wrong-a").code()).isEqualTo(1);
        assertThat(alice("apply", "-f", folder.resolve("none").toString()).err())
                .contains("no such file");
    }

    @Test
    void whatOthersChangedSinceIsAConflictAndNothingIsDone() throws Exception {
        var file = write("conflict.yaml", UpCommandTest.policy("conflict", 80));
        alice("apply", "-f", file);
        var mine = write(
                "mine.yaml",
                alice("get", "networkpolicies", "conflict", "-o", "yaml").out());
        write("conflict.yaml", UpCommandTest.policy("conflict", 81));
        alice("apply", "-f", file);
        var refused = alice("apply", "-f", mine, "-f", write("besides.yaml", UpCommandTest.policy("besides", 80)));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("NetworkPolicy shop/conflict: was changed in revision ");
        assertThat(alice("get", "networkpolicies", "besides").code()).isEqualTo(1);
    }

    @Test
    void deleteTakesFilesOrNames() throws Exception {
        var file = write("delete.yaml", UpCommandTest.policy("delete-a", 80) + UpCommandTest.policy("delete-b", 81));
        alice("apply", "-f", file);
        var np = "networkpolicies.networking.k8s.io";
        var one = alice("delete", np, "delete-a", "-n", "shop");
        assertThat(one.out()).isEqualTo("NetworkPolicy shop/delete-a deleted\n");
        assertThat(one.code()).isZero();
        var both = alice("delete", "-f", file);
        assertThat(both.out())
                .isEqualTo("NetworkPolicy shop/delete-a is not there\nNetworkPolicy shop/delete-b deleted\n");
        assertThat(both.code()).isEqualTo(1);
        assertThat(alice("delete", np, "shop/delete-b", "--ignore-not-found").code())
                .isZero();
        assertThat(alice("delete", "networkpolicies", "x").code()).isEqualTo(2);
        assertThat(alice("delete", np).code()).isEqualTo(2);
        assertThat(alice("delete", "-f", file, np, "x").code()).isEqualTo(2);
    }

    @Test
    void getShowsResourcesInEveryForm() throws Exception {
        alice(
                "apply",
                "-f",
                write("tier.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: shown}\n"));
        assertThat(alice("get", "tiers").out()).contains("NAME", "REVISION", "BY", "shown");
        assertThat(alice("get", "Tier", "shown", "-o", "json").out()).contains("\"kind\":\"Tier\"");
        assertThat(alice("get", "tiers", "none").err()).isEqualTo("There is no tiers none.\n");
        assertThat(alice("get", "np").out()).startsWith("APIVERSION");
        assertThat(alice("get", "weather").code()).isEqualTo(2);
    }

    @Test
    void getGoesOnWithEachChange() throws Exception {
        var out = new StringWriter();
        var command = Margay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        var line = ServerLab.line(lab.api().user("alice", Role.WRITE), lab.api().url(), "get", "tiers", "-w");
        var watcher = new FutureTask<>(() -> command.execute(line));
        var thread = Thread.ofPlatform().start(watcher);
        await().until(() -> out.toString().contains("REVISION"));
        alice(
                "apply",
                "-f",
                write("watched.yaml", "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: watched}\n"));
        alice("delete", "tier", "watched");
        await().untilAsserted(() ->
                assertThat(out.toString()).contains("alice   Tier watched put\n", "alice   Tier watched deleted\n"));
        thread.interrupt();
        assertThat(watcher.get()).isZero();
        assertThat(CommandRun.of("get", "np", "-w").code()).isEqualTo(2);
    }

    @Test
    void whoMayNotOrIsNobodyIsToldSo() throws Exception {
        var bob = run(
                lab.api().user("bob", Role.READ),
                lab.api().url(),
                "apply",
                "-f",
                write("bobs.yaml", UpCommandTest.policy("bobs", 80)));
        assertThat(bob.code()).isEqualTo(1);
        assertThat(bob.err()).isEqualTo("bob may not do that\n");
        var ca = lab.api().trial().engine().resolve("ca.crt").toString();
        var nobody = CommandRun.of("get", "tiers", "--server", lab.api().url(), "--ca", ca);
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("show a token");
    }

    @Test
    void aServerThatCannotBeReachedIsExitCode3() throws Exception {
        var nowhere = run(lab.api().user("alice", Role.WRITE), "https://127.0.0.1:1", "get", "tiers");
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).isEqualTo("the server cannot be reached: nobody listens at https://127.0.0.1:1\n");
        var untrusted = CommandRun.of("get", "tiers", "--server", lab.api().url());
        assertThat(untrusted.code()).isEqualTo(3);
        assertThat(untrusted.err()).startsWith("the server cannot be reached: no secure connection: ");
        lab.api().store().isAway(true);
        try {
            var away = alice("get", "tiers");
            assertThat(away.code()).isEqualTo(3);
            assertThat(away.err()).isEqualTo("the store is away\n");
        } finally {
            lab.api().store().isAway(false);
        }
        assertThat(CommandRun.of("get", "tiers", "--server", "ftp://x").err())
                .contains("a server is https://HOST:PORT");
        assertThat(CommandRun.of("get", "tiers", "--server", lab.api().url(), "--ca", "no/such")
                        .code())
                .isEqualTo(1);
    }

    private static CommandRun alice(String... words) throws IOException {
        return lab.alice(words);
    }

    private static CommandRun run(Path certificates, String server, String... words) {
        return CommandRun.of(ServerLab.line(certificates, server, words));
    }

    private static String write(String name, String text) throws IOException {
        return lab.write(name, text);
    }
}
