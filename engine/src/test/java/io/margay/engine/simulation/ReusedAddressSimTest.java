package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.source.Change;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pods end and others get their addresses, on any node, while messages are late and this and that breaks.
final class ReusedAddressSimTest {
    private static final int SEEDS = 1_000;
    private static final List<Cidr> ADDRESSES =
            IntStream.rangeClosed(1, 4).mapToObj(ReusedAddressSimTest::address).toList();

    private static final String POLICY = Cluster.calico(
            "GlobalNetworkPolicy",
            "all",
            "{selector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: life != 'none'}},"
                    + " {action: Deny, source: {selector: mood == 'good'}}]}");

    @Test
    void noHostTakesAnAddressForAnothersBeforeItHearsThatItsOwnerEnded() {
        var reuses = new int[1];
        Seeded.run(SEEDS, random -> reuses[0] += new Run(random, Planted.Fault.NONE).run(true).reuses);
        assertThat(reuses[0]).isGreaterThan(SEEDS);
    }

    @Test
    @Tag("slow")
    void norOnManyPaths() {
        Seeded.run(50_000, random -> new Run(random, Planted.Fault.NONE).run(true));
    }

    @Test
    void endsThatAreNotSaidAreFound() {
        assertThatThrownBy(() -> Seeded.run(SEEDS, random -> new Run(random, Planted.Fault.LOST_END).run(true)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingEndsWhileOwnersAreRelabelled() {
        Seeded.run(
                SEEDS / 4,
                random -> assertThat(new Run(random, Planted.Fault.NONE).run(false).ends)
                        .isZero());
    }

    private static Cidr address(int last) {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0x0a000000L + last));
    }

    /// One path, from a seed.
    private static final class Run {
        private final RandomGenerator random;
        private final Simulation simulation;
        private final EndJudge judge;
        private final Map<String, Pod> pods = new TreeMap<>();
        private long lives;

        private Run(RandomGenerator random, Planted.Fault fault) {
            this.random = random;
            var options = new SimulationOptions(1 + random.nextInt(2), random.nextBoolean() ? 4_096 : 0, fault);
            simulation = new Simulation(random, options);
            judge = new EndJudge(simulation, ADDRESSES);
        }

        private EndJudge run(boolean ends) {
            begin();
            for (int step = 0; step < 30; step++) {
                simulation.feed(List.of(ends ? change() : relabelled()));
                simulation.step(random.nextInt(40));
                if (random.nextInt(6) == 0) {
                    simulation.disturbances().any();
                    judge.forgetLost();
                }
            }
            simulation.disturbances().heal();
            simulation.settle();
            simulation.converged();
            return judge;
        }

        /// A pod that stays on each node, so that every host has the policy; and one for each address.
        private void begin() {
            var first = new ArrayList<Change>();
            Cluster.of(POLICY).resources().forEach(resource -> first.add(new Change.Upserted(resource)));
            for (int node = 1; node <= 3; node++) {
                first.add(put(pod("stays-" + node, "n" + node, List.of(address(100 + node)))));
            }
            for (int i = 0; i < ADDRESSES.size(); i++) {
                first.add(put(pod("pod-" + i, node(), List.of(ADDRESSES.get(i)))));
            }
            simulation.feed(first);
            simulation.step(random.nextInt(200));
        }

        private Change change() {
            var name = "pod-" + random.nextInt(6);
            var known = pods.get(name);
            if (known == null) {
                return put(pod(name, node(), free()));
            }
            return switch (random.nextInt(6)) {
                case 0 -> relabelled();
                case 1 -> put(with(known, free(), known.uid()));
                // Deleted and made again before the source says so.
                case 2 -> put(with(known, random.nextBoolean() ? known.ips() : free(), ++lives));
                default -> {
                    pods.remove(name);
                    yield new Change.Deleted(known.key());
                }
            };
        }

        private Change relabelled() {
            var some = pods.values().stream()
                    .filter(pod -> pod.metadata().name().startsWith("pod"))
                    .toList();
            if (some.isEmpty()) {
                return put(pod("pod-0", node(), free()));
            }
            var pod = some.get(random.nextInt(some.size()));
            return put(with(pod, pod.ips(), pod.uid()));
        }

        /// None, or one that no pod has; now and then one that another has, as if that were about to end.
        private List<Ip> free() {
            var free = new ArrayList<>(ADDRESSES.stream().map(Cidr::network).toList());
            if (random.nextInt(8) > 0) {
                pods.values().forEach(pod -> free.removeAll(pod.ips()));
            }
            return free.isEmpty() || random.nextInt(4) == 0
                    ? List.of()
                    : List.of(free.get(random.nextInt(free.size())));
        }

        private Pod pod(String name, String node, List<?> addresses) {
            var ips = addresses.stream()
                    .map(it -> it instanceof Cidr cidr ? cidr.network() : (Ip) it)
                    .toList();
            var metadata = new Metadata("shop", name, Labels.EMPTY, Where.NOWHERE);
            return with(new Pod(metadata, node, "", false, Pod.Phase.RUNNING, List.of(), List.of(), 0), ips, ++lives);
        }

        private Pod with(Pod pod, List<Ip> ips, long uid) {
            var labels = Labels.of(Map.of("life", "l" + uid, "mood", random.nextBoolean() ? "good" : "bad"));
            var metadata =
                    new Metadata(pod.metadata().namespace(), pod.metadata().name(), labels, Where.NOWHERE);
            return new Pod(metadata, pod.nodeName(), "", false, pod.phase(), ips, pod.ports(), uid);
        }

        private Change put(Pod pod) {
            pods.put(pod.metadata().name(), pod);
            return new Change.Upserted(pod);
        }

        private String node() {
            return "n" + (1 + random.nextInt(3));
        }
    }
}
