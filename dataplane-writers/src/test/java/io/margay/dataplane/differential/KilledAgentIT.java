package io.margay.dataplane.differential;

import static org.awaitility.Awaitility.await;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.engine.Seeded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process of agents is killed at random moments, also while a program that it started writes rules; it begins with
/// what it kept, before any engine is there, perhaps with another backend. Somebody empties its chains, while it works
/// or
/// is dead. Meanwhile packets fly: what nobody disturbs is neither opened nor closed.
class KilledAgentIT {
    private static final int AT_ONCE = 3;
    private static final int LATEST_MILLIS = 120;
    private static final int KILLS = 3;
    private static final int MANY_KILLS = 30;
    /// One word in so many meets something.
    private static final int SELDOM = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    /// What befalls them, again and again.
    private enum Event {
        KILLED(true),
        /// Somebody empties chains while they work.
        EMPTIED(false),
        /// Somebody empties chains while they are dead.
        KILLED_AND_EMPTIED(true),
        /// They begin anew with the other of two backends.
        KILLED_AND_SWITCHED(true);

        private final boolean isKill;

        Event(boolean isKill) {
            this.isKill = isKill;
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void killedThirtyTimes(Backend backend) {
        run(backend, backend.few(MANY_KILLS));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void killedThreeTimes(Backend backend) {
        run(backend, backend.few(KILLS));
    }

    private void run(Backend backend, int kills) {
        backend.assume();
        backend.other().assume();
        var tally = new Barrage.Tally();
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            var events = new Events(kills);
            for (long seed = 1; events.killsLeft > 0; seed++) {
                tally.begins("seed " + seed);
                var nodes = new Setting(backend, topology, folder.resolve("seed" + seed));
                follow(nodes, Seeded.random(seed), new Flying(prober, tally), events);
            }
            System.out.println(events.count + " events, " + kills + " of them kills: " + tally);
        }
        tally.judge();
    }

    private record Setting(Backend backend, Topology topology, Path folder) {}

    private record Flying(Prober prober, Barrage.Tally tally) {}

    private static void follow(Setting nodes, RandomGenerator random, Flying packets, Events events) {
        try (var lives = new Lives(nodes, random)) {
            lives.follow(packets, events);
        }
    }

    /// What is still to happen.
    private static final class Events {
        private Iterator<Event> coming = Collections.emptyIterator();
        private int killsLeft;
        private int count;

        private Events(int kills) {
            killsLeft = kills;
        }

        private Optional<Event> next(RandomGenerator random) {
            if (killsLeft == 0 || random.nextInt(SELDOM) > 0) {
                return Optional.empty();
            }
            if (!coming.hasNext()) {
                coming = List.of(Event.values()).iterator();
            }
            var event = coming.next();
            count++;
            killsLeft -= event.isKill ? 1 : 0;
            return Optional.of(event);
        }
    }

    /// One cluster, and the agents of its nodes.
    private static final class Lives implements AutoCloseable {
        private final Topology topology;
        private final RandomGenerator random;
        private final Enforcement engine;
        private final KillableAgents agents;
        private final Cluster cluster;

        private Lives(Setting nodes, RandomGenerator random) {
            this.topology = nodes.topology;
            this.random = random;
            var scenario = Scenario.draw(random, topology, AT_ONCE);
            engine = new Enforcement(topology, nodes.backend, Between.NOTHING);
            agents = new KillableAgents(nodes.backend, topology, nodes.folder);
            agents.awaitBegun();
            cluster = new Cluster(scenario, engine, topology.freshShots(), agents::enforce);
        }

        private void follow(Flying packets, Events events) {
            var tally = packets.tally;
            try (var _ = Barrage.begin(packets.prober, cluster, Seeded.random(random.nextLong()), tally)) {
                for (int turn = 1; turn < cluster.turns() && events.killsLeft > 0; turn++) {
                    tally.changes();
                    cluster.make(
                            turn,
                            word -> events.next(random)
                                    .ifPresentOrElse(event -> enforce(word, event), () -> agents.enforce(word)));
                }
            }
        }

        private void enforce(Told word, Event event) {
            var node = word.node();
            switch (event) {
                case KILLED -> {
                    tellAndKill(word);
                    agents.beginAnew(agents.backend());
                }
                case KILLED_AND_SWITCHED -> {
                    tellAndKill(word);
                    agents.beginAnew(agents.backend().other());
                }
                case KILLED_AND_EMPTIED -> {
                    tellAndKill(word);
                    cluster.disturb(node, () -> {
                        var _ = ForeignHand.emptyAChain(agents.backend(), topology.node(node), random);
                        agents.beginAnew(agents.backend());
                    });
                }
                case EMPTIED -> {
                    cluster.disturb(
                            node,
                            () -> ForeignHand.emptyAChain(agents.backend(), topology.node(node), random)
                                    .forEach(emptied -> await().atMost(PATIENCE).until(emptied::isPutRight)));
                    agents.tell(word);
                }
            }
            agents.tellAgain(node);
            agents.awaitKept(node);
        }

        private void tellAndKill(Told word) {
            agents.tell(word);
            agents.kill(Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
        }

        @Override
        public void close() {
            agents.close();
            engine.close();
        }
    }
}
