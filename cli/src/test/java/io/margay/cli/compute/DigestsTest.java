package io.margay.cli.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.view.NodeView;
import io.margay.cli.input.InputReader;
import io.margay.engine.Seeded;
import io.margay.engine.random.Inputs;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.simulation.BruteForce;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Digests are those of what brute force gives, whatever the path to a cluster was.
final class DigestsTest {
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private Engine engine;
    private Set<ResourceKey> fed = Set.of();

    @BeforeEach
    void start() {
        engine = Engine.start(EngineConfig.standalone(), 1);
    }

    @AfterEach
    void stop() {
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void theShopsAreThoseOfBruteForce() {
        compare(InputReader.read(List.of("../examples/shop"), System.in).resources());
    }

    @Test
    void thoseOfRandomClustersAreThoseOfBruteForceEachAsAChangeOfTheOneBefore() {
        Seeded.run(20, random -> compare(RandomCluster.draw(random)));
    }

    @Test
    void soTheyAreAfterWhateverHappensToACluster() {
        Seeded.run(2, random -> {
            var inputs = Inputs.sequence(random);
            for (int i = 0; i <= inputs.steps().size(); i += 10) {
                compare(inputs.after(i));
            }
        });
    }

    private void compare(Collection<Resource> resources) {
        var nodes = hold(resources);
        var expected = new TreeMap<String, String>();
        for (var node : nodes) {
            expected.put(node.node(), DigestReading.of(BruteForce.host(node.node(), resources)));
        }
        assertThat(Digests.of(nodes)).isEqualTo(expected);
    }

    private List<NodeView> hold(Collection<Resource> resources) {
        var keys = resources.stream().map(Resource::key).collect(Collectors.toSet());
        var gone = new HashSet<>(fed);
        gone.removeAll(keys);
        engine.feed(resources, gone);
        fed = keys;
        return engine.settled(AT_MOST).toCompletableFuture().join();
    }
}
