package io.margay.engine.node;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.ShardState;
import io.margay.engine.transaction.UsedSets;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a node does with messages that come in the least lucky order.
final class NodeStateTest {
    private static final String ALLOW = "{selector: all(), types: [Ingress], ingress: [{action: Allow}]}";
    private static final String NAMING = calico(
            "GlobalNetworkPolicy",
            "naming",
            "{selector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: has(app)}}]}");
    private static final Holder A = holder(pod("shop/a", "10.0.0.1", "app: a"));
    private static final Holder B = holder(pod("shop/b", "10.0.0.2", "app: b"));

    private final NodeState node = new NodeState("n1", 1);
    private final List<NodeState.Output> outputs = new ArrayList<>();
    private final CatalogState catalog = new CatalogState();
    private ShardState shard = new ShardState(1);
    private long revision;

    @Test
    void aHostKeepsItsRulesWhileANewShardDoesNotKnowItsEndpointsYet() {
        serve();
        shard = new ShardState(2);
        catalogue();
        shard.subscribed("n1", 1);
        shard.completed(revision, Map.of());
        contribute(node.pulled());
        var first = advances();
        var late = node.listed(new EndpointsChange("n1", 0, revision, List.of(A, B), List.of()));
        first.forEach(advance -> take(node.advanced(advance)));
        assertThat(offers()).isEmpty();
        contribute(late);
        settle();
        assertThat(offers()).isNotEmpty();
        assertThat(node.report().needs().endpoints().keys()).containsExactly(A.key(), B.key());
    }

    @Test
    void aNodeThatIsGoneClaimsNothingToWhomeverAsks() {
        serve();
        var gone = node.gone();
        assertThat(gone)
                .filteredOn(NodeState.Contribute.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(NodeState.Contribute.class, it -> {
                    assertThat(it.contribution().whole()).isTrue();
                    assertThat(it.contribution().claims()).isEmpty();
                });
        assertThat(node.pulled())
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeState.Contribute.class,
                        it -> assertThat(it.contribution().claims()).isEmpty());
    }

    @Test
    void whatIsUsedIsSaidAfterEachSubscriptionUnderAGreaterNumber() {
        serve();
        put(NAMING);
        settle();
        remove(NAMING);
        settle();
        assertThat(uses()).containsExactly(1L, 2L);
        shard.subscribed("n1", 1);
        shard.used(new UsedSets("n1", 1, 2, 1, Ints.NONE));
        settle();
        assertThat(uses()).containsExactly(3L);
        assertThat(node.report().settled()).isTrue();
    }

    @Test
    void aRuleSetOutlivesAPolicyThatWentBeforeItWasNeeded() {
        serve();
        put(calico("GlobalNetworkPolicy", "late", ALLOW));
        var asked = requests();
        assertThat(asked).hasSize(2);
        make(asked.getFirst());
        remove(calico("GlobalNetworkPolicy", "late", ALLOW));
        advances().forEach(node::advanced);
        revision++;
        contribute(node.changed(new EndpointsChange("n1", revision - 1, revision, List.of(A, B), List.of())));
        settle();
        assertThat(node.report().needs().policies().keys()).isEmpty();
        assertThat(node.report().settled()).isTrue();
    }

    @Test
    void aRuleSetIsMadeAgainIfAPolicyChangedBeforeItWasThere() {
        serve();
        put(calico("GlobalNetworkPolicy", "turning", ALLOW));
        var asked = requests();
        put(calico("GlobalNetworkPolicy", "turning", "{selector: all(), types: [Egress], egress: [{action: Allow}]}"));
        var again = requests();
        asked.forEach(this::make);
        again.forEach(this::make);
        settle();
        assertThat(node.report().settled()).isTrue();
        var contentsOfBoth = new ArrayList<Shared>();
        node.report().needs().endpoints().forEachValue(contentsOfBoth::add);
        assertThat(contentsOfBoth).hasSize(2).allSatisfy(shared -> {
            var contents = (Part.EndpointContents) shared.part();
            assertThat(contents.normal()).singleElement().satisfies(tier -> {
                assertThat(tier.ingress()).isEqualTo(Ints.NONE);
                assertThat(tier.egress().size()).isOne();
            });
        });
    }

    /// What is asked of endpoints at the next versions; nobody has answered yet.
    private List<NodeState.MakeRuleSet> requests() {
        return advances().stream()
                .flatMap(advance -> node.advanced(advance).stream())
                .filter(NodeState.MakeRuleSet.class::isInstance)
                .map(NodeState.MakeRuleSet.class::cast)
                .toList();
    }

    private void serve() {
        revision = 1;
        catalogue();
        contribute(node.listed(new EndpointsChange("n1", 0, revision, List.of(A, B), List.of())));
        shard.subscribed("n1", 1);
        shard.completed(revision, Map.of());
        settle();
        assertThat(offers()).isNotEmpty();
    }

    private void put(String document) {
        catalog.changed(
                List.of(new Change.Upserted(Cluster.of(document).resources().getFirst())));
        catalogue();
    }

    private void remove(String document) {
        catalog.changed(List.of(
                new Change.Deleted(Cluster.of(document).resources().getFirst().key())));
        catalogue();
    }

    private void catalogue() {
        var advanced = catalog.completed(revision);
        shard.catalogAdvanced(revision, advanced.catalog(), advanced.change());
    }

    /// Everything is delivered.
    private void settle() {
        for (var advances = advances(); !advances.isEmpty(); advances = advances()) {
            advances.forEach(advance -> take(node.advanced(advance)));
        }
    }

    private List<NodeAdvance> advances() {
        return shard.flushed().stream()
                .filter(ShardState.Tell.class::isInstance)
                .map(it -> ((ShardState.Tell) it).advance())
                .toList();
    }

    private void take(List<NodeState.Output> said) {
        outputs.addAll(said);
        for (var output : said) {
            switch (output) {
                case NodeState.MakeRuleSet request -> make(request);
                case NodeState.Use(var sets) -> shard.used(sets);
                case NodeState.Subscribe(var epoch) -> shard.subscribed("n1", epoch);
                case NodeState.Contribute _, NodeState.ListEndpoints _ -> {}
                case NodeState.EndpointGone _, NodeState.Offering _ -> {}
            }
        }
    }

    private void make(NodeState.MakeRuleSet request) {
        take(node.ruleSetMade(new EndpointState().asked(request)));
    }

    private void contribute(List<NodeState.Output> said) {
        for (var output : said) {
            if (output instanceof NodeState.Contribute(var contribution)) {
                shard.contributed(contribution);
            }
        }
        take(said);
    }

    /// Those since the last call.
    private List<NodeState.Output> offers() {
        var offers =
                outputs.stream().filter(NodeState.Offering.class::isInstance).toList();
        outputs.removeAll(offers);
        return offers;
    }

    /// The sequences of those since the last call.
    private List<Long> uses() {
        var said = outputs.stream().filter(NodeState.Use.class::isInstance).toList();
        outputs.removeAll(said);
        return said.stream().map(it -> ((NodeState.Use) it).sets().sequence()).toList();
    }

    private static Holder holder(String document) {
        return Holder.of(Cluster.of(document).resources().getFirst()).orElseThrow();
    }
}
