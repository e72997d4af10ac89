package io.margay.cli.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.Privileged;
import io.margay.cli.command.CommandRun;
import io.margay.cli.processes.LiveCluster.Members;
import io.margay.engine.Seeded;
import io.margay.load.kernel.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What befalls members and their store longer than a kill: pauses, cuts, a database that is away, a cold start,
/// members
/// that come and go. Packets fly meanwhile, and each test is of the first seed.
@Tag("slow")
final class DisturbedClusterIT {
    private static final int NODES = 9;
    private static final int EDITS = 8;
    private static final int PACKETS_A_MINUTE = 40_000;

    @TempDir
    private Path folder;

    @BeforeEach
    void assumeLab() {
        Privileged.assumeLab();
    }

    /// The first has the source and the store.
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aMemberStandsStillWhileAddressesOfItsNodesAreUsedElsewhere(int paused) {
        with(Members.THREE, live -> {
            var lab = live.lab();
            var name = ClusterLab.member(paused);
            live.survives(() -> {
                var nodes = lab.nodesOf(paused);
                live.sayTo(others(live, paused));
                lab.processes().send(name, Signal.STOP);
                replaceAll(live, nodes);
                live.edits(EDITS);
                lab.awaitConverged();
                live.pass(PACKETS_A_MINUTE);
                lab.processes().send(name, Signal.CONT);
                live.edits(EDITS);
            });
            ClusterLab.within(() -> assertThat(lab.processes().isAlive(name)).isFalse());
            comesBack(live, paused);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aMemberIsCutOffFromTheOthersButNotFromItsHosts(int alone) {
        with(Members.THREE, live -> {
            var lab = live.lab();
            live.survives(() -> {
                var nodes = lab.nodesOf(alone);
                live.sayTo(others(live, alone));
                lab.wire(alone).cut();
                replaceAll(live, nodes);
                live.edits(EDITS);
                lab.awaitConverged();
                live.pass(PACKETS_A_MINUTE);
            });
            ClusterLab.within(() -> assertThat(lab.processes().isAlive(ClusterLab.member(alone)))
                    .isFalse());
            lab.wire(alone).mend();
            comesBack(live, alone);
        });
    }

    @Test
    void theDatabaseIsAwayForTwoMinutes() {
        with(Members.THREE, live -> {
            var lab = live.lab();
            var killed = live.scene().nodes().getFirst();
            live.survives(() -> {
                live.edits(EDITS);
                lab.awaitConverged();
                lab.postgres().stop();
                isRefused(lab.ask(1, "apply", "-f", tier()));
                assertThat(lab.ask(2, "get", "pods").code()).isZero();
                lab.processes().kill(killed);
                lab.processes().startAgain(killed);
                live.pass(2 * PACKETS_A_MINUTE);
                isRefused(lab.ask(0, "apply", "-f", tier()));
                live.packetsAreAsJudgedMeanwhile();
                lab.postgres().startAgain();
                live.edits(EDITS);
            });
        });
    }

    private static void isRefused(CommandRun edit) {
        assertThat(edit.err()).contains("the store");
        assertThat(edit.code()).isEqualTo(3);
    }

    private String tier() throws IOException {
        var text = "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: more}, spec: {order: 7}}";
        return Files.writeString(folder.resolve("tier.yaml"), text).toString();
    }

    /// The database comes back last: nobody can know anything before.
    @Test
    void allMembersDieAndBeginAgainWithoutTheirDatabase() {
        with(Members.THREE, live -> {
            var lab = live.lab();
            var restarted = live.scene().nodes().getFirst();
            live.survives(() -> {
                live.edits(EDITS);
                lab.awaitConverged();
                lab.postgres().stop();
                for (int number : lab.numbers()) {
                    lab.processes().kill(ClusterLab.member(number));
                }
                live.packetsAreAsJudgedMeanwhile();
                lab.processes().kill(restarted);
                for (int number : lab.numbers()) {
                    lab.processes().startAgain(ClusterLab.member(number));
                }
                lab.processes().startAgain(restarted);
                lab.numbers().forEach(lab::awaitServing);
                live.pass(PACKETS_A_MINUTE);
                live.packetsAreAsJudgedMeanwhile();
                lab.postgres().startAgain();
                live.edits(EDITS);
            });
        });
    }

    @Test
    void membersComeAndGoAndNobodysRulesChange() {
        with(new Members(1, 3, 5), live -> {
            var lab = live.lab();
            live.survives(() -> {
                live.edits(EDITS);
                lab.awaitConverged();
                var before = kernels(live);
                lab.startMembers(List.of(1, 2), 3);
                live.pass(PACKETS_A_MINUTE / 6);
                assertThat(kernels(live)).isEqualTo(before);
                lab.startMembers(List.of(3, 4), 3);
                live.pass(PACKETS_A_MINUTE / 6);
                assertThat(kernels(live)).isEqualTo(before);
                for (int number : List.of(0, 3, 4)) {
                    lab.processes().terminate(ClusterLab.member(number));
                    assertThat(lab.processes().awaitEnd(ClusterLab.member(number)))
                            .isZero();
                }
                live.sayTo(List.of(1, 2));
                List.of(1, 2).forEach(lab::awaitMember);
                live.pass(PACKETS_A_MINUTE / 6);
                assertThat(kernels(live)).isEqualTo(before);
                live.edits(EDITS);
            });
        });
    }

    private interface Story {
        void of(LiveCluster live) throws Exception;
    }

    private void with(Members members, Story story) {
        Seeded.run(1, random -> {
            try (var live = LiveCluster.begin(folder, random, NODES, members)) {
                story.of(live);
            }
        });
    }

    private static void replaceAll(LiveCluster live, List<String> nodes) throws Exception {
        var elsewhere = live.scene().nodes().stream()
                .filter(node -> !nodes.contains(node))
                .findFirst()
                .orElseThrow();
        for (var node : nodes) {
            for (var change : live.scene().replace(node, elsewhere, live.random())) {
                live.say(change);
            }
        }
    }

    private static List<Integer> others(LiveCluster live, int number) {
        return live.lab().numbers().stream().filter(other -> other != number).toList();
    }

    /// A member that ended by itself takes part again.
    private static void comesBack(LiveCluster live, int number) throws Exception {
        live.survives(() -> {
            live.lab().processes().startAgain(ClusterLab.member(number));
            live.edits(EDITS);
            live.lab().awaitServing(number);
        });
        live.lab().awaitMember(number);
    }

    private static Map<String, List<String>> kernels(LiveCluster live) {
        return live.scene().nodes().stream().collect(Collectors.toMap(Function.identity(), live.lab()::kernel));
    }
}
