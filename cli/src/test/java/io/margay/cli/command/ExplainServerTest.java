package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cluster.tls.UserCertificate.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `explain` and `probe` ask a server: of now, and of the past.
final class ExplainServerTest {
    private static final String FROM = "pod:shop/web";
    private static final String TO = "pod:shop/redis";

    @TempDir
    private static Path folder;

    private static ServerLab lab;

    /// The revision at which the policy was not there yet.
    private static String before;

    /// Where it was written.
    private static String file;

    @BeforeAll
    static void start() throws Exception {
        lab = ServerLab.in(folder);
        var pods = lab.write(
                "pods.yaml",
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n"
                        + UpCommandTest.pod("web", "10.0.0.1") + UpCommandTest.pod("redis", "10.0.0.2"));
        assertThat(lab.alice("apply", "-f", pods).code()).isZero();
        before = revision();
        file = lab.write("policy.yaml", UpCommandTest.policy("redis", 80));
        assertThat(lab.alice("apply", "-f", file).code()).isZero();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void ofNowItIsWhatTheServerHasWithTheLinesOfTheUsersFiles() throws Exception {
        var run = explain();
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith(CommandRun.of(withFiles("explain", FROM, TO, "--port", "81"))
                        .out());
        assertThat(run.out()).contains(file + ":");
    }

    @Test
    void theFirstLineSaysWhatIsOfThenAndWhatOfNow() throws Exception {
        var run = explain("--at", before);
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().findFirst())
                .hasValue("of then: every resource, as of revision " + before + " of "
                        + lab.api().url() + "; of now: this margay, and what it is told here");
        assertThat(run.out()).contains("allow").doesNotContain(file);
    }

    @Test
    void atATimeItIsTheRevisionThatCountedThen() throws Exception {
        var run = explain("--at", "2001-02-03T04:05:06Z");
        assertThat(run.code()).as("nothing was there").isEqualTo(1);
        assertThat(run.out())
                .startsWith("of then: every resource, as of revision 0 of ")
                .hasLineCount(1);
        assertThat(run.err()).contains("shop/web");
        var later = explain("--at", "2100-01-01T00:00:00Z", "-o", "json");
        assertThat(later.err())
                .startsWith("of then: every resource, as of revision " + (Integer.parseInt(before) + 1) + " of ")
                .contains(", which was so at 2100-01-01T00:00:00Z; of now: ");
        assertThat(later.out()).startsWith("{");
    }

    @Test
    void whatIsKeptNoLongerOrNotThereYetIsRefusedInWords() throws Exception {
        var early = explain("--at", "999");
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err()).isEqualTo("there is no revision 999 yet\n");
        lab.api().store().keepsFrom(1);
        try {
            var late = explain("--at", "0");
            assertThat(late.code()).isEqualTo(1);
            assertThat(late.err()).isEqualTo("revision 0 is no longer kept; the first is 1\n");
            assertThat(late.out()).isEmpty();
        } finally {
            lab.api().store().keepsFrom(0);
        }
    }

    @Test
    void aWrongTimeIsWrongUsage() throws Exception {
        for (var wrong : List.of("yesterday", "-1", "2026-01-31", "")) {
            var run = explain("--at=" + wrong);
            assertThat(run.code()).as(wrong).isEqualTo(2);
            assertThat(run.err())
                    .contains("--at must be a time, as 2026-01-31T12:00:00Z, or a revision, is \"" + wrong + "\"");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsSaid() {
        var run = CommandRun.of("explain", FROM, TO, "--port", "80", "--server", "http://127.0.0.1:1", "--at", "1");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("the server cannot be reached: nobody listens at http://127.0.0.1:1");
    }

    @Test
    void aStoreThatCannotBeReachedIsSaid() throws Exception {
        lab.api().store().isAway(true);
        try {
            assertThat(explain("--at", before).code()).isEqualTo(3);
        } finally {
            lab.api().store().isAway(false);
        }
    }

    @Test
    void filesAreInsteadOfAServer() throws Exception {
        assertThat(CommandRun.of("explain", "-f", file, FROM, TO, "--at", "1").code())
                .isEqualTo(2);
        assertThat(alice("probe", "--suite", file).err()).contains("no --server, no --at");
        assertThat(CommandRun.of("explain", FROM, TO, "--port", "80").err())
                .contains("Missing required option: '--filename=PATH', or '--server=URL'");
    }

    @Test
    void probesAreAnsweredFromWhatTheServerHadThen() throws Exception {
        var probes = lab.write(
                "probes.jsonl",
                "{\"id\":\"1\",\"from\":\"pod:shop/web\",\"to\":\"pod:shop/redis\",\"protocol\":\"TCP\",\"port\":81}\n");
        assertThat(alice("probe", "--probes", probes).out()).startsWith("{\"id\":\"1\",\"verdict\":\"deny\"");
        var then = alice("probe", "--probes", probes, "--at", before);
        assertThat(then.out()).startsWith("{\"id\":\"1\",\"verdict\":\"allow\"").hasLineCount(1);
        assertThat(then.err()).startsWith("of then: every resource, as of revision " + before);
        assertThat(alice("probe", "--probes", probes, "--at", before, "--engine")
                        .out())
                .startsWith("{\"id\":\"1\",\"verdict\":\"allow\"");
    }

    private static CommandRun explain(String... more) throws IOException {
        var words = new ArrayList<>(List.of("explain", FROM, TO, "--port", "81"));
        words.addAll(List.of(more));
        return alice(words.toArray(String[]::new));
    }

    private static CommandRun alice(String... words) throws IOException {
        return lab.alice(words);
    }

    private static String[] withFiles(String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("-f", folder.resolve("pods.yaml").toString(), "-f", file));
        return line.toArray(String[]::new);
    }

    private static String revision() throws IOException {
        var json = CommandRun.of(ServerLab.line(
                        lab.api().user("alice", Role.WRITE), lab.api().url(), "get", "pods", "web", "-o", "json"))
                .out();
        return json.replaceAll("(?s).*\"resourceVersion\":\\s*\"(\\d+)\".*", "$1");
    }
}
