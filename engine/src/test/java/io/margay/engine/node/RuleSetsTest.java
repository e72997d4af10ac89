package io.margay.engine.node;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.Simulation;
import io.margay.engine.source.Change;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetsTest {
    private static final Cluster CLUSTER = Cluster.of(
            namespace("shop", "team: a"),
            pod("shop/web", "10.0.0.1", "role: any"),
            calico("HostEndpoint", "h", "{node: n1, interfaceName: eth0, profiles: [p]}")
                    .replace("name: h}", "name: h, labels: {role: any}}"),
            calico("Tier", "security", "{order: 1}"),
            calico("GlobalNetworkPolicy", "a", "{order: 2, selector: has(role), types: [Ingress]}"),
            calico("GlobalNetworkPolicy", "b", "{order: 1, selector: has(role), types: [Ingress, Egress]}"),
            calico(
                    "GlobalNetworkPolicy",
                    "f",
                    "{order: 3, selector: has(role), applyOnForward: true, types: [Egress]}"),
            calico(
                    "GlobalNetworkPolicy",
                    "u",
                    "{selector: has(role), doNotTrack: true, applyOnForward: true, types: [Egress]}"),
            calico(
                    "GlobalNetworkPolicy",
                    "d",
                    "{selector: has(role), preDNAT: true, applyOnForward: true, types: [Ingress]}"),
            calico("GlobalNetworkPolicy", "other", "{selector: has(none)}"),
            calico("NetworkPolicy", "front/p", "{selector: has(role)}"),
            calico("StagedGlobalNetworkPolicy", "security.s", "{tier: security, selector: has(role)}"));

    @Test
    void aWorkloadHasNormalPoliciesInOrder() {
        var set = of(Kind.POD);
        assertThat(set.normal())
                .containsExactly(new TierPolicies("default", Action.DENY, policies("b", "a"), policies("b", "f")));
        assertThat(set.untracked()).isEmpty();
        assertThat(set.preDnat()).isEmpty();
        assertThat(set.forward()).isEmpty();
        assertThat(set.profiles()).containsExactly("kns.shop");
    }

    @Test
    void aHostEndpointHasThemStageByStage() {
        var set = of(Kind.HOST_ENDPOINT);
        assertThat(set.normal())
                .containsExactly(new TierPolicies("default", Action.DENY, policies("b", "a"), policies("b", "f")));
        assertThat(set.untracked()).containsExactly(new TierPolicies("default", Action.PASS, List.of(), policies("u")));
        assertThat(set.preDnat()).containsExactly(new TierPolicies("default", Action.PASS, policies("d"), List.of()));
        assertThat(set.forward()).containsExactly(new TierPolicies("default", Action.DENY, List.of(), policies("f")));
        assertThat(set.profiles()).containsExactly("p");
        assertThat(set.interfaceName()).isEqualTo("eth0");
    }

    private static List<ResourceKey> policies(String... names) {
        return List.of(names).stream()
                .map(name -> new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", name))
                .toList();
    }

    private static RuleSet of(Kind kind) {
        var simulation = new Simulation(Seeded.random(1));
        simulation.feed(
                CLUSTER.resources().stream().<Change>map(Change.Upserted::new).toList());
        simulation.settle();
        return simulation.hosts().values().stream()
                .flatMap(host -> host.endpoints().values().stream())
                .filter(set -> set.endpoint().kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
