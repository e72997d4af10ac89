package io.margay.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.source.Inventory.Completed;
import io.margay.engine.source.Inventory.NodeGone;
import io.margay.engine.source.Inventory.ToNode;
import io.margay.model.label.Labels;
import io.margay.model.net.Ip;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Where;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private final Inventory inventory = new Inventory(1);

    @Test
    void aPodThatMovesLeavesOneNodeAndJoinsTheOther() {
        say(pod("n1", Pod.Phase.RUNNING));
        var outputs = say(pod("n2", Pod.Phase.RUNNING));
        assertThat(outputs).hasSize(2);
        assertThat(outputs.getFirst()).isEqualTo(new NodeGone("n1", 2));
        assertThat(outputs.getLast())
                .isInstanceOfSatisfying(
                        ToNode.class, it -> assertThat(it.change().changed()).hasSize(1));
    }

    @Test
    void aPodThatEndsIsGoneFromItsNode() {
        say(node("n1"));
        var came = say(pod("n1", Pod.Phase.RUNNING));
        assertThat(came)
                .singleElement()
                .isInstanceOfSatisfying(
                        ToNode.class, it -> assertThat(it.change().previous()).isEqualTo(1));
        assertThat(say(pod("n1", Pod.Phase.SUCCEEDED)))
                .singleElement()
                .isInstanceOfSatisfying(
                        ToNode.class,
                        it -> assertThat(it.change().gone())
                                .containsExactly(pod("n1", Pod.Phase.RUNNING).key()));
    }

    @Test
    void everyNodeIsThereWithOrWithoutEndpoints() {
        say(node("n1"));
        say(pod("n2", Pod.Phase.RUNNING));
        assertThat(inventory.nodes()).containsExactly("n1", "n2");
        assertThat(inventory.completed()).containsExactly(new Completed(2, Map.of("", 1L, "n1", 1L, "n2", 2L)));
        assertThat(inventory.completed()).containsExactly(new Completed(2, Map.of()));
    }

    @Test
    void aNodeIsGoneWhenNothingNamesIt() {
        say(node("n1"));
        assertThat(inventory.changed(List.of(new Change.Deleted(node("n1").key()))))
                .contains(new NodeGone("n1", 2));
        assertThat(inventory.nodes()).isEmpty();
    }

    @Test
    void ofTwoChangesOfAResourceTheLaterCounts() {
        var pod = pod("n1", Pod.Phase.RUNNING);
        inventory.changed(List.of(new Change.Upserted(pod), new Change.Deleted(pod.key())));
        assertThat(inventory.listed("n1").changed()).isEmpty();
    }

    @Test
    void aPodThatMovesForAndBackIsListedOnceWhereItIsNow() {
        for (int i = 0; i < 50; i++) {
            say(pod("n1", Pod.Phase.PENDING));
            say(pod("n2", Pod.Phase.RUNNING));
            var back = inventory.changed(List.of(
                    new Change.Upserted(pod("n1", Pod.Phase.RUNNING)),
                    new Change.Upserted(pod("n2", Pod.Phase.RUNNING)),
                    new Change.Upserted(pod("n1", Pod.Phase.RUNNING))));
            assertThat(back)
                    .filteredOn(it ->
                            it instanceof ToNode(var change) && change.node().equals("n1"))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ToNode.class,
                            it -> assertThat(it.change().changed()).hasSize(1));
            assertThat(inventory.nodes()).containsExactly("n1");
            assertThat(inventory.listed("n1").changed()).hasSize(1);
            assertThat(inventory.listed("n2").changed()).isEmpty();
        }
    }

    private List<Inventory.Output> say(Resource resource) {
        return inventory.changed(List.of(new Change.Upserted(resource)));
    }

    private static Resource node(String name) {
        return new Node(new Metadata("", name, Labels.EMPTY, Where.NOWHERE), List.of(), List.of(), List.of());
    }

    private static Resource pod(String node, Pod.Phase phase) {
        return new Pod(
                new Metadata("shop", "web", Labels.EMPTY, Where.NOWHERE),
                node,
                "",
                false,
                phase,
                List.of(Ip.parse("10.0.0.1").orElseThrow()),
                List.of(),
                0);
    }
}
