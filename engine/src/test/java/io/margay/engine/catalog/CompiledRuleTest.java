package io.margay.engine.catalog;

import static io.margay.engine.Cluster.admin;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.model.ruleset.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompiledRuleTest {
    @Test
    void aKubernetesRuleBecomesOneForEachPeerAndProtocolWithItsPortsMerged() {
        var rules = ingress(kubernetes("shop/p", """
        {podSelector: {}, ingress: [{}, {
          from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}],
          ports: [{port: 81}, {port: 80}, {port: 53, protocol: UDP}, {port: 82, endPort: 90}, {port: http}]}]}"""));
        assertThat(rules).extracting(Rule::index).containsExactly(0, 1, 1, 1, 1);
        assertThat(rules.get(1).destination().ports().ranges()).hasToString("[80:90]");
        assertThat(rules.get(1).destination().ports().named()).hasSize(1);
        assertThat(rules.get(2).destination().ports().ranges()).hasToString("[53]");
        assertThat(rules.get(3).source().nets()).hasToString("[10.0.0.0/8]");
        assertThat(rules.get(3).source().notNets()).hasToString("[10.1.0.0/16]");
    }

    @Test
    void aPortWithoutNumberIsAllOfItsProtocolWhateverElseIsWritten() {
        var rules = ingress(kubernetes("shop/p", """
        {podSelector: {}, ingress: [{ports: [{port: 80}, {protocol: TCP}]}]}"""));
        assertThat(rules)
                .singleElement()
                .satisfies(
                        rule -> assertThat(rule.destination().ports().isEmpty()).isTrue());
    }

    @Test
    void aNamedPortOfAnAdminPolicyMeansThePortOfThatName() {
        for (var kind : new String[] {"AdminNetworkPolicy", "ClusterNetworkPolicy"}) {
            var port = kind.equals("AdminNetworkPolicy")
                    ? "ports: [{namedPort: sql}]"
                    : "protocols: [{destinationNamedPort: sql}]";
            var tier = kind.equals("AdminNetworkPolicy") ? "" : "tier: Admin, ";
            var cluster = cluster(admin(kind, "p", """
          {%spriority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}], %s}]}""".formatted(tier, port)));
            assertThat(cluster.allows("pod:shop/web > pod:shop/db TCP 5432")).isFalse();
            assertThat(cluster.allows("pod:shop/web > pod:shop/db UDP 5432")).isTrue();
            assertThat(cluster.allows("pod:shop/web > pod:shop/db TCP 80")).isTrue();
        }
    }

    @Test
    void nodesAreTheAddressesOfNodesAndNetworksThoseOfPodsToo() {
        var node = Cluster.node("n7", "192.0.2.7", "zone: z", "{}");
        var peers = "{tier: Admin, priority: 5, subject: {namespaces: {}}, egress: [{action: Deny, to: [{%s}]}]}";
        var nodes =
                cluster(node, admin("ClusterNetworkPolicy", "p", peers.formatted("nodes: {matchLabels: {zone: z}}")));
        assertThat(nodes.allows("pod:shop/web > 192.0.2.7 TCP 80")).isFalse();
        assertThat(nodes.allows("pod:shop/web > 192.0.2.8 TCP 80")).isTrue();
        var networks = cluster(admin("ClusterNetworkPolicy", "p", peers.formatted("networks: [10.0.0.0/24]")));
        assertThat(networks.allows("pod:shop/web > pod:shop/db TCP 80")).isFalse();
    }

    @Test
    void domainNamesMatchNothingAndAreReported() {
        var cluster = cluster(admin("ClusterNetworkPolicy", "p", """
        {tier: Admin, priority: 5, subject: {namespaces: {}}, egress: [
          {action: Accept, to: [{domainNames: [example.com]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]}"""));
        assertThat(cluster.allows("pod:shop/web > 192.0.2.7 TCP 80")).isFalse();
        assertThat(cluster.catalog().notices())
                .singleElement()
                .extracting(Notice::path)
                .isEqualTo("spec.egress[0].to");
    }

    @Test
    void anAdminPolicyHasASayOnlyWhereItHasRules() {
        var cluster = Cluster.of(admin("AdminNetworkPolicy", "p", """
        {priority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}"""));
        var policy =
                cluster.catalog().policy(cluster.resources().getFirst().key()).orElseThrow();
        assertThat(policy.ingress()).isTrue();
        assertThat(policy.egress()).isFalse();
    }

    private static List<Rule> ingress(String yaml) {
        var cluster = Cluster.of(yaml);
        return cluster.catalog()
                .policy(cluster.resources().getFirst().key())
                .orElseThrow()
                .ingressRules();
    }

    private static Cluster cluster(String... more) {
        var base = Stream.of(
                namespace("shop", "team: a"),
                pod("shop/web", "10.0.0.1", "app: web"),
                pod("shop/db", "10.0.0.9", "app: db", "{name: sql, containerPort: 5432}"));
        return Cluster.of(Stream.concat(base, Stream.of(more)).toArray(String[]::new));
    }
}
