package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.engine.Seeded;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Packets at random, thousands a second, while nodes make changes, begin anew and are killed: none gets through that
/// is
/// denied before and after, and none is lost that is allowed and whose nodes change nothing.
class WhileChangingIT {
    private static final int AT_ONCE = 3;
    private static final int MOST_STEPS = 20;
    private static final int MOST_CONTROLS = 3;

    /// What happens beside changes.
    private enum Life {
        LONG,
        /// Agents begin anew between changes.
        AGAIN,
        /// The same, each with another backend than before.
        SWITCHED,
        /// Agents are killed while they make changes.
        KILLED
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whileChangesAreMade(Backend backend) {
        run(backend, Life.LONG, backend.few(5));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whileAgentsBeginAnew(Backend backend) {
        run(backend, Life.AGAIN, backend.few(2));
    }

    @Test
    void whileTheBackendIsSwitched() {
        Backend.IPTABLES_LEGACY.assume();
        run(Backend.IPTABLES_NFT, Life.SWITCHED, 1);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whileAgentsAreKilled(Backend backend) {
        run(backend, Life.KILLED, backend.few(2));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void whileAThousandChangesAreMade(Backend backend) {
        run(backend, Life.LONG, backend.few(60));
        run(backend, Life.AGAIN, backend.few(20));
        run(backend, Life.SWITCHED, backend.few(20));
        run(backend, Life.KILLED, backend.few(20));
    }

    /// Fails if a fault that is planted is not found.
    @Test
    void whatIsWrittenInTheWrongOrderIsFound() {
        var backend = Backend.IPTABLES_NFT;
        backend.assume();
        var tally = new Barrage.Tally();
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            var between = new ReversedKernel(Between.NOTHING).between();
            var setting = new Setting(topology, prober, backend, between, Life.LONG);
            for (long seed = 1; seed <= MOST_CONTROLS && tally.letThrough().isEmpty(); seed++) {
                follow(setting, tally, Seeded.random(seed), Enforcement::enforce);
            }
        }
        System.out.println("planted: " + tally);
        assertThat(tally.letThrough()).isNotEmpty();
    }

    private record Setting(Topology topology, Prober prober, Backend backend, Between between, Life life) {}

    /// Makes one node enforce one word.
    @FunctionalInterface
    private interface Way {
        void enforce(Enforcement nodes, Told word);
    }

    private static void run(Backend backend, Life life, int seeds) {
        backend.assume();
        var tally = new Barrage.Tally();
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            Seeded.run(seeds, (seed, random) -> {
                tally.begins(life + " seed " + seed);
                var killer = new Killer();
                var between = life == Life.KILLED ? new WatchedKernel(_ -> killer.step()).between() : Between.NOTHING;
                var setting = new Setting(topology, prober, backend, between, life);
                follow(setting, tally, random, way(life, random, killer));
            });
        }
        System.out.println(life + ": " + tally);
        tally.judge();
    }

    private static Way way(Life life, RandomGenerator random, Killer killer) {
        return switch (life) {
            case LONG, AGAIN, SWITCHED -> Enforcement::enforce;
            case KILLED ->
                (nodes, word) -> nodes.node(word.node())
                        .takeKilled(word.updates(), random.nextBoolean(), killer, random.nextInt(1, MOST_STEPS));
        };
    }

    private static void follow(Setting setting, Barrage.Tally tally, RandomGenerator random, Way way) {
        var scenario = Scenario.draw(random, setting.topology, AT_ONCE);
        try (var enforcement = new Enforcement(setting.topology, setting.backend, setting.between)) {
            var cluster = new Cluster(scenario, enforcement, setting.topology.freshShots(), enforcement::enforce);
            try (var _ = Barrage.begin(setting.prober, cluster, Seeded.random(random.nextLong()), tally)) {
                IntStream.range(1, cluster.turns()).forEach(turn -> {
                    tally.changes();
                    cluster.make(turn, word -> way.enforce(enforcement, word));
                    beginAnew(enforcement, setting.life);
                });
            }
        }
    }

    private static void beginAnew(Enforcement enforcement, Life life) {
        enforcement.nodes().forEach(name -> {
            var node = enforcement.node(name);
            switch (life) {
                case LONG, KILLED -> {}
                case AGAIN -> node.beginAnew();
                case SWITCHED -> node.beginAnewInTheOther();
            }
        });
    }
}
