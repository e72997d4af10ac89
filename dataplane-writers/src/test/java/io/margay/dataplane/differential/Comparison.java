package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.resource.Resource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/// Compares what packets do with what the Evaluator says, and counts.
final class Comparison {
    private static final int MOST_FAULTS = 5;

    private final Topology topology;
    private final Prober prober;
    private final List<Shot> all;
    private long times;
    private long allowed;
    private long denied;
    private long undefined;
    private long nanos;

    /// @param all what is sent each time
    Comparison(Topology topology, Prober prober, List<Shot> all) {
        this.topology = topology;
        this.prober = prober;
        this.all = List.copyOf(all);
    }

    /// Sends a packet of each kind; fails where one does what it must not.
    ///
    /// @param resources what is enforced
    /// @param when in words
    void compare(Collection<Resource> resources, String when) {
        var expectation = Expectation.of(resources);
        var shots = new ArrayList<Shot>();
        var expected = new BitSet();
        for (var shot : all) {
            expectation.of(shot).ifPresent(sides -> {
                expected.set(shots.size(), sides.both());
                shots.add(shot);
            });
        }
        topology.forgetConnections();
        long start = System.nanoTime();
        var wrong = prober.round(shots, expected);
        nanos += System.nanoTime() - start;
        times++;
        allowed += expected.cardinality();
        denied += shots.size() - expected.cardinality();
        undefined += all.size() - shots.size();
        wrong.xor(expected);
        var faults = wrong.stream()
                .limit(MOST_FAULTS)
                .mapToObj(i -> (expected.get(i) ? "blocked: " : "let through: ") + shots.get(i) + "\n  "
                        + expectation.why(shots.get(i)))
                .toList();
        assertThat(faults).as("of %d, %s", wrong.cardinality(), when).isEmpty();
    }

    @Override
    public String toString() {
        return "%d times, %d packets allowed, %d denied, %d of which nothing is said; %d packets/s"
                .formatted(times, allowed, denied, undefined, (allowed + denied) * 1_000_000_000L / Math.max(nanos, 1));
    }
}
