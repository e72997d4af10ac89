package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.engine.Cluster;
import io.margay.engine.source.Change;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A pod ends, and its address is that of another pod on another node, which may not do what the first was allowed: it
/// may not at any step of any order in which the nodes hear of it, nor in a connection that the first had.
class AddressReuseIT {
    private static final int PORT = 80;
    private static final int SOURCE = 33_333;
    private static final Transport ANSWER = new Transport(Protocol.UDP, PORT, SOURCE, Transport.NONE, Transport.NONE);

    private static final BitSet NONE = new BitSet();
    private static final BitSet BOTH = BitSet.valueOf(new long[] {0b11});

    /// In which order the source says it.
    private enum Order {
        END_THEN_BEGIN,
        AT_ONCE
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void theNextOneHasNothingOfIt(Backend backend) {
        run(backend, false);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void notEvenItsConnections(Backend backend) {
        assumeTrue(backend.forgetsConnections(), "this writer leaves connections as they are");
        run(backend, true);
    }

    private static void run(Backend backend, boolean withConnections) {
        backend.assume();
        for (var order : Order.values()) {
            run(backend, withConnections, order, true);
            run(backend, withConnections, order, false);
        }
    }

    private static void run(Backend backend, boolean withConnections, Order order, boolean isNewNodeFirst) {
        try (var reuse = new Reuse(backend, withConnections)) {
            reuse.run(order, isNewNodeFirst);
        }
    }

    private static final class Reuse implements AutoCloseable {
        private final Topology topology = Topology.open(false);
        private final Prober prober = new Prober(topology);
        private final boolean withConnections;
        private final Site first = topology.slots().getFirst();
        private final Site server = topology.slots().get(5);
        private final Enforcement enforcement;
        private final List<String> enjoyed = new ArrayList<>();
        private Optional<Site> next = Optional.empty();

        private Reuse(Backend backend, boolean withConnections) {
            this.withConnections = withConnections;
            prober.warmUp(topology.freshShots());
            enforcement = new Enforcement(topology, backend, new WatchedKernel(step -> look(step.words())).between());
        }

        private void run(Order order, boolean isNewNodeFirst) {
            tell(Cluster.of(
                            Cluster.namespace("a", ""),
                            Cluster.node("n1", "192.168.0.1", "", "{}"),
                            Cluster.node("n2", "192.168.0.2", "", "{}"),
                            Cluster.kubernetes(
                                    "a/p",
                                    "{podSelector: {matchLabels: {app: server}}, ingress: [{from:"
                                            + " [{podSelector: {matchLabels: {app: first}}}]}]}"))
                    .resources());
            tell(List.of(pod("server", server, "n2"), pod("first", first, "n1")));
            assertThat(arriving(first, BOTH)).as("what the first one sends").isEqualTo(BOTH);
            if (withConnections) {
                answer();
            }
            var last = topology.slots().get(4);
            var changes = new ArrayList<Change>();
            changes.add(new Change.Deleted(key("first")));
            if (order == Order.END_THEN_BEGIN) {
                make(changes, isNewNodeFirst);
                changes.clear();
            }
            next = Optional.of(topology.move(first, last));
            changes.add(new Change.Upserted(pod("next", next.get(), "n2")));
            make(changes, isNewNodeFirst);
            assertThat(enjoyed)
                    .as("%s, new node first: %s", order, isNewNodeFirst)
                    .isEmpty();
            look("in the end");
            assertThat(enjoyed).isEmpty();
        }

        private void tell(List<Resource> resources) {
            make(resources.stream().<Change>map(Change.Upserted::new).toList(), false);
        }

        private void make(List<Change> changes, boolean isLastNodeFirst) {
            var told = enforcement.change(changes).stream()
                    .sorted(Comparator.comparing(Enforcement.Told::node))
                    .toList();
            (isLastNodeFirst ? told.reversed() : told).forEach(enforcement::enforce);
        }

        /// Whether the next one gets anything to the server.
        private void look(String step) {
            next.ifPresent(site -> {
                if (!arriving(site, NONE).isEmpty()) {
                    enjoyed.add(step);
                }
            });
        }

        /// What arrives of a packet in each IP version.
        private BitSet arriving(Site from, BitSet expected) {
            int source = withConnections ? SOURCE : Topology.HIGH_SOURCE;
            return prober.round(shots(from, server, udp(source, PORT)), expected);
        }

        /// So that its connections are established.
        private void answer() {
            assertThat(prober.round(shots(server, first, ANSWER), BOTH)).isEqualTo(BOTH);
        }

        private static List<Shot> shots(Site from, Site to, Transport transport) {
            return List.of(new Shot(from, to, IpVersion.V4, transport), new Shot(from, to, IpVersion.V6, transport));
        }

        private static Transport udp(int source, int port) {
            return new Transport(Protocol.UDP, source, port, Transport.NONE, Transport.NONE);
        }

        private static Pod pod(String name, Site slot, String node) {
            var drawn = (Pod) Cluster.of(Cluster.pod("a/" + name, "10.9.9.9", "app: " + name))
                    .resources()
                    .getFirst();
            return new Pod(drawn.metadata(), node, "", false, Pod.Phase.RUNNING, slot.addresses(), drawn.ports(), 0);
        }

        private static ResourceKey key(String name) {
            return new ResourceKey(Kind.POD, "a", name);
        }

        @Override
        public void close() {
            enforcement.close();
            prober.close();
            topology.close();
        }
    }
}
