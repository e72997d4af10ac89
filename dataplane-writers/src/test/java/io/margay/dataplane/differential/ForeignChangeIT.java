package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Netns;
import io.margay.engine.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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
            Seeded.run(3, random -> {
                var scenario = Scenario.draw(random, topology, 1);
                try (var nodes = new Enforcement(topology, backend, Between.NOTHING)) {
                    scenario.turns()
                            .forEach(turn -> nodes.change(turn.changes()).forEach(nodes::enforce));
                    topology.nodes().forEach(node -> empty(topology.node(node), random));
                    topology.nodes().forEach(node -> nodes.node(node).refresh());
                    comparison.compare(scenario.turns().getLast().after(), "after a chain was emptied");
                }
            });
        }
    }

    private static void empty(Netns netns, RandomGenerator random) {
        for (var family : List.of("iptables", "ip6tables")) {
            var chains = chains(netns, family);
            assertThat(chains).isNotEmpty();
            var chain = chains.get(random.nextInt(chains.size()));
            assertThat(Commands.in(netns).run(family + "-nft", "-F", chain).ok())
                    .as(chain)
                    .isTrue();
        }
    }

    private static List<String> chains(Netns netns, String family) {
        Stream<String> lines = Commands.in(netns)
                .run(family + "-nft-save", "-t", "filter")
                .output()
                .lines();
        return lines.filter(line -> line.startsWith(":mgy-"))
                .map(line -> line.substring(1, line.indexOf(' ')))
                .toList();
    }
}
