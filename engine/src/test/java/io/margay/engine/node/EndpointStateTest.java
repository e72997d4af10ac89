package io.margay.engine.node;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import io.margay.engine.transaction.ShardState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EndpointStateTest {
    private static final Holder POD = Holder.of(
                    Cluster.of(pod("shop/a", "10.0.0.1", "app: a")).resources().getFirst())
            .orElseThrow();

    @Test
    void aVersionOfTiersIsThatOfOneShard() {
        var endpoint = new EndpointState();
        endpoint.asked(request(1, "Deny"));
        var other = request(2, "Pass");
        assertThat(endpoint.asked(other).contents())
                .isEqualTo(new EndpointState().asked(other).contents());
    }

    @Test
    void anEqualRuleSetIsTheSame() {
        var endpoint = new EndpointState();
        var first = endpoint.asked(request(1, "Deny")).contents();
        assertThat(endpoint.asked(request(1, "Deny")).contents()).isSameAs(first);
        assertThat(endpoint.asked(request(2, "Deny")).contents()).isSameAs(first);
        assertThat(endpoint.asked(request(3, "Pass")).contents()).isNotEqualTo(first);
    }

    /// The first request of a shard whose one tier has this default action.
    private static NodeState.MakeRuleSet request(long incarnation, String defaultAction) {
        var shard = new ShardState(incarnation);
        var catalog = new CatalogState();
        var inputs = Cluster.of(
                calico("Tier", "t", "{order: 1, defaultAction: %s}".formatted(defaultAction)),
                calico("GlobalNetworkPolicy", "t.p", "{tier: t, selector: all(), types: [Ingress]}"));
        catalog.changed(
                inputs.resources().stream().<Change>map(Change.Upserted::new).toList());
        var advanced = catalog.completed(1);
        shard.catalogAdvanced(1, advanced.catalog(), advanced.change());
        shard.contributed(new Contributor("n1", 1).changed(1, List.of(POD), List.of()));
        shard.completed(1, Map.of());
        shard.flushed();
        return new NodeState.MakeRuleSet(1, POD, 0, Objects.requireNonNull(shard.view()));
    }
}
