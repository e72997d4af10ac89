package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.engine.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process of agents is killed at random moments, also while a program that it started writes rules; it begins with
/// what it kept, before any engine is there.
class KilledAgentIT {
    private static final int AT_ONCE = 3;
    private static final int LATEST_MILLIS = 120;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void killedThirtyTimes(Backend backend) {
        run(backend, 30);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void killedThreeTimes(Backend backend) {
        run(backend, 3);
    }

    private void run(Backend backend, int most) {
        backend.assume();
        var tally = new Barrage.Tally();
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            var kills = new Kills(most);
            for (long seed = 1; kills.left > 0; seed++) {
                var setting = new Setting(backend, topology, folder.resolve("seed" + seed), kills);
                tally.begins("seed " + seed);
                follow(setting, prober, Seeded.random(seed), tally);
            }
        }
        System.out.println("killed " + most + " times: " + tally);
        tally.judge(backend);
    }

    private record Setting(Backend backend, Topology topology, Path folder, Kills kills) {}

    private static void follow(Setting setting, Prober prober, RandomGenerator random, Barrage.Tally tally) {
        var topology = setting.topology;
        var scenario = Scenario.draw(random, topology, AT_ONCE);
        try (var nodes = new Enforcement(topology, setting.backend, Between.NOTHING);
                var agents = new KillableAgents(setting.backend, topology, setting.folder)) {
            agents.awaitBegun();
            var cluster = new Cluster(scenario, nodes, topology.freshShots(), agents::enforce);
            try (var _ = Barrage.begin(prober, cluster, Seeded.random(random.nextLong()), tally)) {
                IntStream.range(1, cluster.turns())
                        .forEach(turn -> cluster.make(turn, word -> enforce(agents, word, random, setting.kills)));
            }
        }
    }

    private static final class Kills {
        private int left;

        private Kills(int left) {
            this.left = left;
        }
    }

    private static void enforce(KillableAgents agents, Told word, RandomGenerator random, Kills kills) {
        if (kills.left == 0 || random.nextInt(3) > 0) {
            agents.enforce(word);
            return;
        }
        kills.left--;
        agents.tell(word);
        agents.kill(Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
        agents.awaitBegun();
        agents.tellAgain(word.node());
        agents.awaitKept(word.node());
    }
}
