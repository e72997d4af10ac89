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
import io.margay.engine.transaction.ShardView;
import io.margay.model.resource.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
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

    /// Policies come and go in four tiers, some of them staged, of one direction or for hosts alone.
    @Test
    void aRuleSetThatIsMadeFromTheOneBeforeIsWhatOneMadeAnewIs() {
        int parts = 0;
        for (long seed = 1; seed <= 60; seed++) {
            var random = new SplittableRandom(seed);
            var shard = new Steps();
            var endpoint = new EndpointState();
            RuleSetMade before = null;
            for (int step = 0; step < 40; step++) {
                var view = shard.next(random);
                var known = random.nextInt(8) == 0 ? null : before;
                before = endpoint.asked(new NodeState.MakeRuleSet(step, POD, 0, view, known));
                var anew = new EndpointState().asked(new NodeState.MakeRuleSet(step, POD, 0, view, null));
                assertThat(before).as("seed %s, step %s", seed, step).isEqualTo(anew);
                parts += known == null || anew.active().size() == 0 ? 0 : 1;
            }
        }
        assertThat(parts).isGreaterThan(1_000);
    }

    /// A shard with one pod, whose policies change step by step: they come and go, and none changes.
    private static final class Steps {
        private static final List<String> SPECS = List.of(
                "types: [Ingress]",
                "types: [Egress]",
                "types: [Ingress, Egress]",
                "types: [Ingress, Egress]",
                "types: [Ingress], applyOnForward: true, preDNAT: true");

        private final ShardState shard = new ShardState(1);
        private final CatalogState catalog = new CatalogState();
        private final Map<Integer, ResourceKey> present = new HashMap<>();
        private long revision;

        private Steps() {
            shard.contributed(new Contributor("n1", 1).changed(1, List.of(POD), List.of()));
            for (int tier = 0; tier < 4; tier++) {
                put(calico("Tier", "t" + tier, "{order: %d}".formatted((tier * 7 + 3) % 4)));
            }
        }

        private ShardView next(SplittableRandom random) {
            for (int number : random.ints(3, 0, 14).distinct().toArray()) {
                var known = present.remove(number);
                if (known == null) {
                    present.put(number, put(policy(number, random)));
                } else {
                    catalog.changed(List.of(new Change.Deleted(known)));
                }
            }
            var advanced = catalog.completed(++revision);
            shard.catalogAdvanced(revision, advanced.catalog(), advanced.change());
            shard.completed(revision, Map.of());
            shard.flushed();
            return Objects.requireNonNull(shard.view());
        }

        private ResourceKey put(String document) {
            var resource = Cluster.of(document).resources().getFirst();
            catalog.changed(List.of(new Change.Upserted(resource)));
            return resource.key();
        }

        private static String policy(int number, SplittableRandom random) {
            var kind = random.nextInt(4) == 0 ? "StagedGlobalNetworkPolicy" : "GlobalNetworkPolicy";
            int tier = random.nextInt(4);
            var spec = SPECS.get(random.nextInt(SPECS.size()));
            return calico(
                    kind,
                    "t%d.p%d".formatted(tier, number),
                    "{tier: t%d, order: %d, selector: all(), %s}".formatted(tier, random.nextInt(5), spec));
        }
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
        return new NodeState.MakeRuleSet(1, POD, 0, Objects.requireNonNull(shard.view()), null);
    }
}
