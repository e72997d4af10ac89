package io.margay.engine.simulation;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.source.Change;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a single change costs, counted: the nodes that are woken for a version, the rule sets made, the records
/// sent.
final class WorkSimTest {
    private static final int NODES = 40;
    private static final String WEB_POLICY = calico(
            "NetworkPolicy",
            "shop/web",
            "{selector: role == 'web', types: [Ingress], ingress: [{action: Allow, source: {selector: role == 'db'}}]}");

    private final Simulation simulation = new Simulation(Seeded.random(1));

    /// Nodes n1 and n2 have a pod that the policy is for; n3 to n40 a pod each that no rule names.
    @BeforeEach
    void begin() {
        simulation.refusing = false;
        rules();
        put(IntStream.rangeClosed(1, NODES)
                .mapToObj(i -> pod("n" + i, i <= 2 ? "shop/web-" + i : "bank/p-" + i, i))
                .toArray(String[]::new));
        put(pod("n3", "shop/db", 100, "role: db"));
        simulation.settle();
        simulation.converged();
        simulation.work.clear();
    }

    @Test
    void aPodThatNoRuleNamesIsTheBusinessOfItsNodeAlone() {
        put(pod("n7", "bank/more", 101, "role: any"));
        settled();
        assertThat(simulation.work.advances).containsOnlyKeys("n7");
        assertThat(simulation.work.ruleSets).isEqualTo(1);
        assertThat(simulation.work.meanings).isZero();
    }

    @Test
    void aPodThatARuleNamesIsToldToTheHostsThatUseThatRuleInOneRecordAndWakesNoOtherNode() {
        put(pod("n3", "shop/db-2", 102, "role: db"));
        settled();
        assertThat(simulation.work.advances).containsOnlyKeys("n3");
        assertThat(simulation.work.ruleSets).isEqualTo(1);
        assertThat(simulation.work.records).containsAllEntriesOf(Map.of("n1", 1, "n2", 1));
        assertThat(simulation.work.meanings).isZero();
    }

    @Test
    void aPodThatGoesIsToldToTheHostsThatUseThatRuleInOneRecordAndWakesNoOtherNode() {
        simulation.feed(List.of(new Change.Deleted(key(pod("n3", "shop/db", 100, "role: db")))));
        settled();
        assertThat(simulation.work.advances).containsOnlyKeys("n3");
        assertThat(simulation.work.ruleSets).isZero();
        assertThat(simulation.work.records).containsAllEntriesOf(Map.of("n1", 1, "n2", 1));
        assertThat(simulation.work.ended)
                .as("who was told its identity is told once that it ended")
                .isEqualTo(Map.of("n1", 1, "n2", 1));
    }

    @Test
    void aPodThatIsRelabelledEndsNothing() {
        put(pod("n3", "shop/db", 100, "role: other"));
        settled();
        assertThat(simulation.work.records).containsAllEntriesOf(Map.of("n1", 1, "n2", 1));
        assertThat(simulation.work.ended).isEmpty();
    }

    @Test
    void aPolicyIsTheBusinessOfTheNodesThatHaveItsSubjects() {
        put(calico("NetworkPolicy", "bank/one", "{selector: role == 'p-9', types: [Ingress]}"));
        settled();
        assertThat(simulation.work.advances).containsOnlyKeys("n9");
        assertThat(simulation.work.ruleSets).isEqualTo(1);
    }

    @Test
    void whatIsSaidAgainAsItWasIsNobodysBusiness() {
        rules();
        settled();
        assertThat(simulation.work.advances).isEmpty();
        assertThat(simulation.work.ruleSets).isZero();
        assertThat(simulation.work.records).isEmpty();
    }

    @Test
    void aHostThatComesBackIsToldWhatItMissedAndNoMore() {
        simulation.disconnect("n1");
        simulation.settle();
        put(pod("n3", "shop/db-2", 102, "role: db"));
        simulation.settle();
        simulation.connect("n1");
        settled();
        assertThat(simulation.work.records.get("n1")).isEqualTo(1);
        assertThat(simulation.work.replacements).isZero();
    }

    @Test
    void aHostThatComesBackToNothingNewIsToldNothing() {
        for (int i = 1; i <= NODES; i++) {
            simulation.connect("n" + i);
        }
        settled();
        assertThat(simulation.work.records).isEmpty();
    }

    private void rules() {
        put(namespace("shop", "team: a"), namespace("bank", "team: b"), WEB_POLICY);
    }

    private void settled() {
        simulation.settle();
        simulation.converged();
    }

    private void put(String... documents) {
        simulation.feed(Cluster.of(documents).resources().stream()
                .<Change>map(Change.Upserted::new)
                .toList());
    }

    private static ResourceKey key(String document) {
        return Cluster.of(document).resources().getFirst().key();
    }

    private static String pod(String node, String path, int address) {
        return pod(
                node,
                path,
                address,
                "role: " + path.substring(path.indexOf('/') + 1).replaceAll("web-.*", "web"));
    }

    private static String pod(String node, String path, int address, String labels) {
        return Cluster.pod(path, "10.0.0." + address, labels).replace("nodeName: n1", "nodeName: " + node);
    }
}
