package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChangeCommandsTest {
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
    void whatHasNoVersionBeforeIsNotRemovedByARollback() throws Exception {
        apply("once", 1);
        assertThat(alice("rollback", "tier", "once").code()).isEqualTo(1);
        assertThat(order("once")).contains("order: 1\n");
    }

    @Test
    void historyNamesEachChangeAndRollbackUndoesThem() throws Exception {
        apply("rolled", 1);
        apply("rolled", 2);
        var first = revisions("rolled").getLast();
        assertThat(alice("history", "tier", "rolled").out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("REVISION   TIME"),
                        last -> assertThat(last).containsSubsequence("Z", "alice", "changed", "rolled.yaml:1"),
                        created -> assertThat(created).contains("created"));
        var back = alice("rollback", "tier", "rolled");
        assertThat(back.out()).isEqualTo("Tier rolled changed\n");
        assertThat(order("rolled")).contains("order: 1\n");
        assertThat(alice("delete", "tier", "rolled").code()).isZero();
        assertThat(alice("rollback", "tier", "rolled", "--dry-run").out()).isEqualTo("Tier rolled created (dry run)\n");
        assertThat(alice("rollback", "tier", "rolled").out()).isEqualTo("Tier rolled created\n");
        assertThat(alice("rollback", "tier", "rolled", "--to", first).out()).isEqualTo("Tier rolled unchanged\n");
        assertThat(alice("rollback", "tier", "rolled", "--to", "0").err())
                .isEqualTo("nothing is kept of Tier rolled before revision " + first + "; margay delete removes it\n");
        assertThat(alice("history", "tier", "rolled", "-o", "json").out().lines())
                .hasSize(5);
        assertThat(alice("history", "tier", "never").code()).isEqualTo(1);
        assertThat(alice("rollback", "tier", "never").err()).isEqualTo("nothing is known of Tier never\n");
        assertThat(alice("history", "weather", "x").code()).isEqualTo(2);
    }

    @Test
    void aRollbackKeepsTheLinesOfThen() throws Exception {
        var file = write("lines.yaml", "# a comment\n\n" + tier("lines", 1));
        alice("apply", "-f", file);
        alice("apply", "-f", write("other.yaml", tier("lines", 2)));
        alice("rollback", "tier", "lines");
        var stored = lab.api().store().list().toCompletableFuture().join().resources().stream()
                .filter(it -> it.resource().metadata().name().equals("lines"))
                .findFirst()
                .orElseThrow();
        assertThat(stored.resource().metadata().where()).hasToString(file + ":3");
        assertThat(stored.document().lines()).hasSize(4);
    }

    @Test
    void whatIsSavedInTheEditorIsMadeSo() throws Exception {
        apply("edited", 1);
        assertThat(edit("edited", "sed -i s/order:.1/order:\\ 7/").out()).isEqualTo("Tier edited changed\n");
        assertThat(order("edited")).contains("order: 7\n").doesNotContain("origin");
        var same = edit("edited", "true");
        assertThat(same.err()).isEqualTo("nothing was changed\n");
        assertThat(same.code()).isZero();
        assertThat(edit("edited", "false").code()).isEqualTo(1);
        assertThat(edit("none", "true").code()).isEqualTo(1);
    }

    @Test
    void whatIsWrongComesBackWithTheReasonOnTop() throws Exception {
        apply("mended", 1);
        var script = folder.resolve("editor.sh");
        Files.writeString(script, """
                grep '^# ' "$1" >> "$2"
                if grep -q 'order: wrong' "$1"; then sed -i 's/order: wrong/order: 8/' "$1"
                else sed -i 's/order: 1/order: wrong/' "$1"; fi
                """);
        var seen = folder.resolve("seen");
        var run = edit("mended", "edit() { sh " + script + " \"$1\" " + seen + "; }; edit");
        assertThat(run.out()).as(run.err()).isEqualTo("Tier mended changed\n");
        assertThat(seen).content().contains(".yaml:", ": Tier mended: spec.order: ");
        assertThat(order("mended")).contains("order: 8\n");
    }

    @Test
    void whatStaysWrongIsGivenUp() throws Exception {
        apply("hopeless", 1);
        var run = edit("hopeless", "sed -i s/order:.1/order:\\ wrong/");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Tier hopeless: spec.order: ", "nothing was changed\n", "what was saved is in ");
        Files.delete(Path.of(run.err().lines().toList().getLast().replace("what was saved is in ", "")));
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsAConflict() throws Exception {
        apply("raced", 1);
        var other = write("race.yaml", tier("raced", 3));
        var script = folder.resolve("race.sh");
        Files.writeString(
                script,
                "sed -i 's/order: 1/order: 2/' \"$1\"; touch " + folder.resolve("waiting") + "; while [ -e "
                        + folder.resolve("waiting") + " ]; do sleep 0.05; done\n");
        var rival = Thread.ofVirtual().start(() -> overtake(other));
        var run = edit("raced", "sh " + script);
        rival.join();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Tier raced: was changed in revision ", "what was saved is in ");
        assertThat(order("raced")).contains("order: 3\n");
        Files.delete(Path.of(run.err().lines().toList().getLast().replace("what was saved is in ", "")));
    }

    private static void overtake(String file) {
        try {
            var waiting = folder.resolve("waiting");
            await().until(() -> Files.exists(waiting));
            alice("apply", "-f", file);
            Files.delete(waiting);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CommandRun edit(String name, String editor) throws IOException {
        return alice("edit", "tier", name, "--editor", editor);
    }

    private static void apply(String name, int order) throws IOException {
        var applied = alice("apply", "-f", write(name + ".yaml", tier(name, order)));
        assertThat(applied.code()).as(applied.err()).isZero();
    }

    private static String order(String name) throws IOException {
        return alice("get", "tiers", name, "-o", "yaml").out();
    }

    private static List<String> revisions(String name) throws IOException {
        return alice("history", "tier", name)
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static CommandRun alice(String... words) throws IOException {
        return lab.alice(words);
    }

    private static String write(String name, String text) throws IOException {
        return lab.write(name, text);
    }

    private static String tier(String name, int order) {
        return "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: " + name + "}\nspec: {order: " + order
                + "}\n";
    }
}
