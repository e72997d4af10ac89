package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Cluster.Pair;
import io.margay.dataplane.differential.Verdicts.Must;
import io.margay.dataplane.differential.WatchedKernel.Step;
import io.margay.engine.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// While a change is made, the kernel is stopped after each step, of one member or one table, and packets are sent
/// between all ends: none gets through that is denied before and after, and none is lost that is allowed before and
/// after, between the same two.
class StepByStepIT {
    private static final int MOST_FAULTS = 4;
    private static final int AT_ONCE = 4;
    private static final int SEEDS = 3;
    private static final int MANY_SEEDS = 40;
    /// Its scenario is one that a wrong order opens.
    private static final long CONTROL_SEED = 2;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void noStepOpensWhatIsClosedBeforeAndAfter(Backend backend) {
        watch(backend, backend.few(SEEDS)).judge();
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void noStepOpensWhatIsClosedBeforeAndAfterInManyClusters(Backend backend) {
        watch(backend, backend.few(MANY_SEEDS)).judge();
    }

    /// The fault that is planted is found, so the test would find one like it.
    @Test
    void stepsInTheWrongOrderAreFound() {
        Backend.IPTABLES_NFT.assume();
        try (var watch = new Watch(Backend.IPTABLES_NFT, true)) {
            watch.follow(Scenario.draw(Seeded.random(CONTROL_SEED), watch.topology, AT_ONCE));
            assertThat(watch.openingTurns).isNotEmpty();
        }
    }

    private static Watch watch(Backend backend, int seeds) {
        backend.assume();
        try (var watch = new Watch(backend, false)) {
            Seeded.run(seeds, (seed, random) -> {
                watch.seed = seed;
                watch.follow(Scenario.draw(random, watch.topology, AT_ONCE));
            });
            System.out.println(watch);
            return watch;
        }
    }

    private static final class Watch implements AutoCloseable {
        private final Topology topology = Topology.open();
        private final Prober prober = new Prober(topology);
        private final Backend backend;
        private final List<String> letThrough = new ArrayList<>();
        private final List<String> blocked = new ArrayList<>();
        private final TreeMap<String, Integer> opened = new TreeMap<>();
        private final TreeSet<Long> openingTurns = new TreeSet<>();
        /// The steps of this turn.
        private final List<String> done = new ArrayList<>();
        private final boolean isReversed;
        private @Nullable Cluster cluster;
        private int turn;
        /// The node that makes its steps.
        private String working = "";
        private long seed;
        private long steps;
        private long packets;
        private long turns;
        private long blockingSteps;
        private long blockedCount;
        private long blockedPassedOn;
        private long blockedHandedOver;

        private Watch(Backend backend, boolean isReversed) {
            this.backend = backend;
            this.isReversed = isReversed;
            prober.warmUp(topology.freshShots());
        }

        /// Fails on what must not be.
        private void judge() {
            assertThat(letThrough).as("turns that open: %s", this).isEmpty();
            assertThat(blocked).as("turns that close: %s", this).isEmpty();
        }

        private void follow(Scenario scenario) {
            var watched = new WatchedKernel(this::made).between();
            var between = isReversed ? new ReversedKernel(watched).between() : watched;
            try (var enforcement = new Enforcement(topology, backend, between)) {
                var followed = new Cluster(scenario, enforcement, topology.freshShots(), enforcement::enforce);
                cluster = followed;
                for (turn = 1; turn < followed.turns() && !isOver(); turn++) {
                    done.clear();
                    followed.make(turn, word -> {
                        working = word.node();
                        enforcement.enforce(word);
                    });
                    turns++;
                }
                cluster = null;
            }
        }

        /// One fault that was planted is enough.
        private boolean isOver() {
            return isReversed && !openingTurns.isEmpty();
        }

        private void made(Step step) {
            done.add(step.words());
            if (cluster != null) {
                look(cluster, step);
            }
        }

        /// Sends what passes through where the step was made.
        private void look(Cluster changing, Step step) {
            var all = changing.shots();
            var numbers = IntStream.range(0, all.size())
                    .filter(i -> step.concerns(all.get(i)) && all.get(i).passes(working))
                    .toArray();
            var shots = Arrays.stream(numbers).mapToObj(all::get).toList();
            long from = System.nanoTime();
            var must = Arrays.stream(numbers)
                    .mapToObj(i -> changing.must(i, from, from))
                    .toList();
            var pairs = Arrays.stream(numbers)
                    .mapToObj(i -> changing.pair(i, from, from))
                    .toList();
            var expected = new BitSet();
            for (int i = 0; i < numbers.length; i++) {
                expected.set(i, must.get(i) == Must.PASS && pairs.get(i) == Pair.SAME);
            }
            var seen = prober.round(shots, expected);
            steps++;
            packets += shots.size();
            int wrong = 0;
            for (int i = 0; i < numbers.length; i++) {
                var found = new Found(numbers[i], seen.get(i), pairs.get(i));
                wrong += judge(changing, must.get(i), found) ? 0 : 1;
            }
            blockingSteps += wrong > 0 ? 1 : 0;
        }

        private record Found(int shot, boolean isSeen, Pair pair) {}

        private boolean judge(Cluster changing, Must must, Found found) {
            var kind = changing.turn(turn).changes().getFirst().key().kind().name();
            if (must == Must.STOP && found.isSeen) {
                opened.merge(kind, 1, Integer::sum);
                openingTurns.add(turns);
            }
            if (must == Must.STOP && found.isSeen && letThrough.size() < MOST_FAULTS) {
                letThrough.add(describe(changing, found.shot));
            }
            boolean isBlocked = must == Must.PASS && !found.isSeen;
            if (isBlocked) {
                blocked(changing, found);
            }
            return !isBlocked;
        }

        private void blocked(Cluster changing, Found found) {
            switch (found.pair) {
                case SAME -> {
                    blockedCount++;
                    if (blockedCount <= MOST_FAULTS) {
                        blocked.add(describe(changing, found.shot));
                    }
                }
                case HANDED_OVER -> blockedHandedOver++;
                case PASSED_ON -> blockedPassedOn++;
            }
        }

        private String describe(Cluster changing, int number) {
            var shot = changing.shots().get(number);
            return "seed " + seed + " step " + steps + " " + shot + " while "
                    + changing.turn(turn).words()
                    + "\n  steps: "
                    + done.stream()
                            .map(step -> step.lines().findFirst().orElse(""))
                            .collect(Collectors.joining("; "))
                    + "\n  before: "
                    + Expectation.of(changing.turn(turn - 1).after()).why(shot)
                    + "\n  after: "
                    + Expectation.of(changing.turn(turn).after()).why(shot);
        }

        @Override
        public String toString() {
            return ("%d turns, %d steps, %d packets; let through in turns %s: %s, such as %s; blocked though allowed"
                            + " before and after in %d steps: %d between the same two, such as %s, %d by another rule,"
                            + " %d of an address passed on")
                    .formatted(
                            turns,
                            steps,
                            packets,
                            openingTurns,
                            opened,
                            letThrough,
                            blockingSteps,
                            blockedCount,
                            blocked,
                            blockedHandedOver,
                            blockedPassedOn);
        }

        @Override
        public void close() {
            prober.close();
            topology.close();
        }
    }
}
