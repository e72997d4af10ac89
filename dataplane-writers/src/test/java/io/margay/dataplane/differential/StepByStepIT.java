package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Verdicts.Must;
import io.margay.engine.Seeded;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// While a change is made, the kernel is stopped after each step, of one member or one table, and packets are sent
/// between all ends: none gets through that is denied before and after.
class StepByStepIT {
    private static final int MOST_FAULTS = 4;
    private static final int AT_ONCE = 4;
    private static final int SEEDS = 3;
    private static final int MANY_SEEDS = 40;
    /// In these, today's writers open nothing.
    private static final int CONTROL_SEEDS = 2;

    /// Of the turns of the default seeds, where a writer is known to open some.
    private static final int MOST_OPENING_TURNS = 2;

    /// Of many turns, one in so many may be such a one.
    private static final int SHARE = 10;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void noStepOpensWhatIsClosedBeforeAndAfter(Backend backend) {
        var watch = watch(backend, SEEDS, false);
        assertThat(watch.openingTurns.size())
                .as("turns that open: %s", watch)
                .isLessThanOrEqualTo(backend.neverOpens() ? 0 : MOST_OPENING_TURNS);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void noStepOpensWhatIsClosedBeforeAndAfterInManyClusters(Backend backend) {
        var watch = watch(backend, MANY_SEEDS, false);
        assertThat((long) watch.openingTurns.size() * SHARE)
                .as("turns that open: %s", watch)
                .isLessThanOrEqualTo(backend.neverOpens() ? 0 : watch.turns);
    }

    /// The fault that is planted is found, so the test would find one like it.
    @ParameterizedTest
    @EnumSource(Backend.class)
    void stepsInTheWrongOrderAreFound(Backend backend) {
        assertThat(watch(backend, CONTROL_SEEDS, true).openingTurns).isNotEmpty();
    }

    private static Watch watch(Backend backend, int seeds, boolean isReversed) {
        backend.assume();
        try (var watch = new Watch(backend, isReversed)) {
            Seeded.run(seeds, (seed, random) -> {
                watch.seed = seed;
                watch.follow(Scenario.draw(random, watch.topology, AT_ONCE));
            });
            System.out.println((isReversed ? "planted: " : "") + watch);
            return watch;
        }
    }

    private static final class Watch implements AutoCloseable {
        private final Topology topology = Topology.open();
        private final Prober prober = new Prober(topology);
        private final Backend backend;
        private final List<String> letThrough = new ArrayList<>();
        private final TreeMap<String, Integer> blocked = new TreeMap<>();
        private final TreeMap<String, Integer> opened = new TreeMap<>();
        private final TreeSet<Long> openingTurns = new TreeSet<>();
        /// The steps of this turn.
        private final List<String> done = new ArrayList<>();
        private final boolean isReversed;
        private @Nullable Cluster cluster;
        private int turn;
        private long seed;
        private long steps;
        private long packets;
        private long turns;
        private long blockingSteps;

        private Watch(Backend backend, boolean isReversed) {
            this.backend = backend;
            this.isReversed = isReversed;
            prober.warmUp(topology.freshShots());
        }

        private void follow(Scenario scenario) {
            var watched = new WatchedKernel(this::made).between();
            var between = isReversed ? new ReversedKernel(watched).between() : watched;
            try (var enforcement = new Enforcement(topology, backend, between)) {
                var followed = new Cluster(scenario, enforcement, topology.freshShots(), enforcement::enforce);
                cluster = followed;
                for (turn = 1; turn < followed.turns(); turn++) {
                    done.clear();
                    followed.make(turn, enforcement::enforce);
                    turns++;
                }
                cluster = null;
            }
        }

        private void made(String step) {
            done.add(step);
            if (cluster != null) {
                look(cluster);
            }
        }

        private void look(Cluster changing) {
            long from = System.nanoTime();
            var seen = prober.round(changing.shots(), new BitSet());
            long to = System.nanoTime();
            steps++;
            packets += changing.shots().size();
            int wrong = 0;
            for (int i = 0; i < changing.shots().size(); i++) {
                wrong += judge(changing, changing.must(i, from, to), new Found(i, seen.get(i))) ? 0 : 1;
            }
            blockingSteps += wrong > 0 ? 1 : 0;
        }

        private record Found(int shot, boolean isSeen) {}

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
                blocked.merge(kind, 1, Integer::sum);
            }
            return !isBlocked;
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
            return "%d turns, %d steps, %d packets; let through in turns %s: %s, such as %s; blocked though allowed before and after: in %d steps, %s"
                    .formatted(turns, steps, packets, openingTurns, opened, letThrough, blockingSteps, blocked);
        }

        @Override
        public void close() {
            prober.close();
            topology.close();
        }
    }
}
