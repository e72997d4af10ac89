package io.margay.dataplane.differential;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.engine.Seeded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Somebody empties a chain of Margay's; once the writer has looked, packets do again what the Evaluator says.
class ForeignChangeIT {
    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatSomebodyEmptiedIsPutRight(Backend backend) {
        backend.assume();
        assumeTrue(backend.repairs(), "this writer does not look for what others changed");
        try (var topology = Topology.open();
                var prober = new Prober(topology)) {
            prober.warmUp(topology.freshShots());
            var comparison = new Comparison(topology, prober, topology.shots());
            Seeded.run(backend.few(3), random -> {
                var scenario = Scenario.draw(random, topology, 1);
                try (var nodes = new Enforcement(topology, backend, Between.NOTHING)) {
                    scenario.turns()
                            .forEach(turn -> nodes.change(turn.changes()).forEach(nodes::enforceEach));
                    topology.nodes().forEach(node -> ForeignHand.emptyAChain(backend, topology.node(node), random));
                    topology.nodes().forEach(node -> nodes.node(node).refresh());
                    comparison.compare(scenario.turns().getLast().after(), "after a chain was emptied");
                }
            });
        }
    }
}
