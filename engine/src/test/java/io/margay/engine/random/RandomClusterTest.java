package io.margay.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.engine.random.Step.Delete;
import io.margay.engine.random.Step.Put;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.Resource;
import io.margay.model.selector.Selector;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomClusterTest {
    private static final int SEEDS = 300;
    private static final int OFTEN = 20;

    @Test
    void everyKindAndEveryFieldOccurs() {
        var features = new Features();
        List.of(Resource.class, Selector.class, KubernetesPolicySpec.Peer.class, AdminRule.AdminPeer.class)
                .forEach(features::expect);
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (var resource : RandomCluster.draw(Seeded.random(seed))) {
                features.see(resource.kind());
                features.see(resource);
            }
        }
        // Nothing was read from a file, and what Calico and Kubernetes demand is never left out.
        assertThat(features.rarerThan(OFTEN))
                .containsExactlyInAnyOrder(
                        "Where.file set",
                        "AdminRule.peers unset",
                        "AdminRule.DomainNames.names unset",
                        "AdminRule.Networks.nets unset",
                        "EndpointSlice.addresses unset",
                        "Node.internalIps unset",
                        "Selector.And.operands unset",
                        "Selector.Or.operands unset",
                        "Service.clusterIps unset",
                        "Service.ports unset");
    }

    @Test
    void aSeedMeansOneClusterAndOneSequence() {
        assertThat(RandomCluster.draw(Seeded.random(7))).isEqualTo(RandomCluster.draw(Seeded.random(7)));
        assertThat(Inputs.sequence(Seeded.random(7))).isEqualTo(Inputs.sequence(Seeded.random(7)));
        assertThat(RandomCluster.draw(Seeded.random(7))).isNotEqualTo(RandomCluster.draw(Seeded.random(8)));
    }

    @Test
    void noTwoResourcesOfAClusterHaveOneName() {
        Seeded.run(
                SEEDS,
                random -> assertThat(RandomCluster.draw(random).stream().map(Resource::key))
                        .doesNotHaveDuplicates());
    }

    @Test
    void thingsComeChangeAndGo() {
        var seen = new HashSet<String>();
        Seeded.run(20, random -> {
            var inputs = Inputs.sequence(random);
            for (int i = 0; i < inputs.steps().size(); i++) {
                seen.add(what(inputs.steps().get(i), inputs.after(i)));
            }
        });
        assertThat(seen)
                .contains("Pod created", "Pod changed", "Pod deleted", "Namespace created", "Namespace deleted")
                .contains("NetworkPolicy created", "NetworkPolicy changed", "NetworkPolicy deleted", "nothing deleted");
    }

    private static String what(Step step, List<Resource> before) {
        var keys = before.stream().map(Resource::key).toList();
        return switch (step) {
            case Put(var resource) ->
                resource.kind().word() + (keys.contains(resource.key()) ? " changed" : " created");
            case Delete(var key) -> keys.contains(key) ? key.kind().word() + " deleted" : "nothing deleted";
        };
    }
}
