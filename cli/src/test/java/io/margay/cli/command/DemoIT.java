package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.cli.Privileged;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.lab.Lab;
import io.margay.load.kernel.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void everyPairOfTheShopDoesAsExpected() {
        Privileged.assumeLab();
        var run = CommandRun.of("demo", "-f", CommandRun.SHOP, "--no-install");
        assertThat(run.err()).contains("2 nodes and 11 workloads as network namespaces");
        assertThat(run.out())
                .containsPattern("(?m)^no policy yet but one that denies all +0 of 530 let through, as expected$")
                .containsPattern("(?m)^the policies of the cluster +[1-9]\\d* of 530 let through, as expected$")
                .containsPattern("(?m)^data/\\S+ takes the labels of \\S+ +[1-9]\\d* of 530 let through, as expected$")
                .contains(" passes now\n", " no longer passes\n")
                .containsPattern(
                        "(?m)^kill -9 of the agent of node-\\d: all stays +\\d+ of 530 let through, as expected$")
                .containsPattern(
                        "(?m)^it is back, \\S+ has its own labels again +\\d+ of 530 let through, as expected$")
                .contains("▶ deny: rule 0 of ", " packets before one was sent, ")
                .doesNotContain("WRONG")
                .endsWith("\n110 pairs, 110 as expected, 0 wrong\n");
        assertThat(run.code()).isZero();
        assertThat(ProcessHandle.current().children().filter(DemoIT::isAgent)).isEmpty();
        assertThat(namesOf(ProcessHandle.current().pid())).isEmpty();
    }

    @Test
    void whereTheDemoIsKilledItsAgentsEndAndTheNextLabRemovesTheRest() throws Exception {
        Privileged.assumeLab();
        var line = new ArrayList<>(JavaProcess.command("io.margay.cli.Margay"));
        line.addAll(List.of("demo", "-f", CommandRun.SHOP, "--no-install"));
        var demo = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var says = demo.inputReader()) {
            assertThat(says.readLine()).startsWith("no policy yet but one that denies all ");
            var agents = demo.toHandle().children().filter(DemoIT::isAgent).toList();
            assertThat(agents).hasSize(2);
            demo.destroyForcibly().waitFor();
            await().atMost(PATIENCE).until(() -> agents.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            demo.destroyForcibly().waitFor();
        }
        Lab.open().close();
        assertThat(namesOf(demo.pid())).isEmpty();
    }

    @Test
    void withoutPacketsItShowsWhatItWouldProgram() {
        var run = CommandRun.of("demo", "-f", CommandRun.SHOP, "--dry-run");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("no packets are sent: --dry-run").hasLineCount(1);
        assertThat(run.out())
                .contains("# ipset restore\n", "# iptables-restore --noflush\n", "# ip6tables-restore --noflush\n")
                .contains("NetworkPolicy/shop/default-deny ingress")
                .endsWith("shop/web-0          shop/promo-0        -\n");
    }

    @Test
    void anExampleThatIsWrongIsNotShown() {
        assertThat(CommandRun.of("demo", "-f", "no/such/folder").code()).isEqualTo(1);
    }

    /// Its whole command line is too long for the system to say.
    private static boolean isAgent(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    /// What is there of the labs of a process: namespaces, and files.
    private static List<String> namesOf(long pid) {
        return Stream.of(Netns.FOLDER, Netns.FOLDER.resolveSibling("margay-lab"))
                .flatMap(folder ->
                        Arrays.stream(Objects.requireNonNullElse(folder.toFile().list(), new String[0])))
                .filter(name -> name.startsWith("margay-lab-" + pid + "-"))
                .toList();
    }
}
