package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.engine.Seeded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random clusters of every kind of policy, each changed step by step: after each step, packets of every protocol
/// between all ends do what the Evaluator says.
class PacketsDiffIT {
    @ParameterizedTest
    @EnumSource(Backend.class)
    void packetsDoWhatTheEvaluatorSays(Backend backend) {
        run(backend, backend.few(8));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    @Tag("slow")
    void packetsDoWhatTheEvaluatorSaysInManyClusters(Backend backend) {
        run(backend, backend.few(100));
    }

    private static void run(Backend backend, int seeds) {
        backend.assume();
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            var comparison = new Comparison(topology, prober, topology.shots());
            Seeded.run(seeds, random -> {
                var scenario = Scenario.draw(random, topology, 1);
                follow(scenario, new Enforcement(topology, backend, Between.NOTHING), comparison);
            });
            System.out.println(comparison);
        }
    }

    private static void follow(Scenario scenario, Enforcement nodes, Comparison comparison) {
        try (nodes) {
            for (var turn : scenario.turns()) {
                nodes.change(turn.changes()).forEach(nodes::enforceEach);
                comparison.compare(turn.after(), "after " + turn.words());
            }
        }
    }
}
