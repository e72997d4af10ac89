package io.margay.engine.transaction;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.identity.Claim;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import io.margay.engine.transaction.ShardState.Tell;
import io.margay.model.update.Ints;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShardStateTest {
    private static final String POLICY = calico(
            "GlobalNetworkPolicy",
            "p",
            "{selector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: has(app)}}]}");

    private final CatalogState catalog = new CatalogState();
    private final Contributor n1 = new Contributor("n1", 1);
    private final ShardState shard = new ShardState(1);

    @Test
    void nothingIsToldBeforeAllWhoAreDueHaveContributed() {
        advance(1, POLICY);
        shard.subscribed("n2", 1);
        shard.completed(1, Map.of("n1", 1L));
        assertThat(shard.flushed()).isEmpty();
        contribute(1, pod("shop/a", "10.0.0.1", "app: a"));
        assertThat(told()).hasSize(1);
    }

    @Test
    void anOlderCatalogueThatComesLateChangesNothing() {
        var first = advance(1, POLICY, namespace("shop", "team: a"));
        shard.completed(1, Map.of());
        shard.flushed();
        var second = advance(2, namespace("shop", "team: b"));
        shard.flushed();
        shard.catalogAdvanced(first.revision(), first.catalog(), first.change());
        shard.flushed();
        assertThat(shard.view()).extracting(ShardView::catalog).isEqualTo(second.catalog());
    }

    @Test
    void anOlderWordOfWhatANodeUsesThatComesLateChangesNothing() {
        advance(1, POLICY);
        shard.completed(1, Map.of());
        shard.subscribed("n1", 1);
        shard.flushed();
        shard.used(used(2, 1, Ints.of(0)));
        shard.flushed();
        assertThat(shard.used(used(1, 1, Ints.NONE))).isEmpty();
        assertThat(shard.used(used(2, 1, Ints.NONE))).isEmpty();
    }

    @Test
    void whatANodeUsedOfAnotherLifeOfTheShardChangesNothing() {
        advance(1);
        shard.completed(1, Map.of());
        shard.subscribed("n1", 1);
        shard.flushed();
        assertThat(shard.used(used(1, 7, Ints.of(0)))).isEmpty();
        advance(2, POLICY);
        shard.used(used(2, 1, Ints.of(0)));
        shard.flushed();
        assertThat(shard.view())
                .satisfies(view -> assertThat(view.set(0).number()).isZero());
    }

    private static UsedSets used(long sequence, long incarnation, Ints sets) {
        return new UsedSets("n1", 1, sequence, incarnation, sets);
    }

    @Test
    void thatANodeWasGoneDoesNotEndTheWaitForOneThatCameBack() {
        advance(1, POLICY);
        shard.subscribed("n2", 1);
        shard.completed(3, Map.of("n1", 3L));
        advance(3);
        shard.contributorGone("n1", 2);
        assertThat(shard.flushed()).isEmpty();
    }

    @Test
    void aPodThatNobodyIsToldOfIsToldToItsOwnNodeOnly() {
        advance(1, POLICY);
        shard.completed(1, Map.of());
        for (int node = 2; node < 50; node++) {
            shard.subscribed("n" + node, 1);
        }
        shard.flushed();
        shard.subscribed("n1", 1);
        contribute(1, pod("shop/a", "10.0.0.1", "app: a"));
        assertThat(told()).extracting(Tell::node).containsExactly("n1");
    }

    private CatalogState.Advanced advance(long revision, String... documents) {
        catalog.changed(Cluster.of(documents).resources().stream()
                .<Change>map(Change.Upserted::new)
                .toList());
        var advanced = catalog.completed(revision);
        shard.catalogAdvanced(revision, advanced.catalog(), advanced.change());
        return advanced;
    }

    private void contribute(long revision, String... documents) {
        var claims = Cluster.of(documents).resources().stream()
                .<Claim>map(it -> Holder.of(it).orElseThrow())
                .toList();
        shard.contributed(n1.changed(revision, claims, List.of()));
    }

    private List<Tell> told() {
        return shard.flushed().stream()
                .filter(Tell.class::isInstance)
                .map(Tell.class::cast)
                .toList();
    }
}
