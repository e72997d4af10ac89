package io.margay.engine.verdict;

import static io.margay.engine.Cluster.admin;
import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.node;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.verdict.Decider.ProfileRule;
import io.margay.model.ruleset.Verdict;
import org.junit.jupiter.api.Test;

/// What the judge found the Evaluator to get wrong, each as small as it can be.
class EvaluatorFaultsTest {
    private static final String WEB = pod("shop/web", "10.0.0.1", "app: web");
    private static final String OTHER = pod("shop/other", "10.0.0.2", "");
    private static final String HOST = """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: eth0, labels: {role: gate}}
        spec:
          node: n2
          interfaceName: eth0
          expectedIPs: [192.0.2.2, 10.0.0.1]
          profiles: [projectcalico-default-allow]
          ports: [{name: metrics, protocol: TCP, port: 9100}]\
        """;

    @Test
    void aNamedPortOfAnAdminPolicyIsThatOfAPodNeverOfWhoeverElseHasItsAddress() {
        var rule = "{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: metrics}]}";
        var policy = "{tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [" + rule + "]}";
        var cluster = cluster(OTHER, admin("ClusterNetworkPolicy", "p", policy));
        assertThat(cluster.allows("pod:shop/other > pod:shop/web TCP 9100")).isTrue();
    }

    @Test
    void aNamedPortOfANetworkPolicyIsThatOfAnyEndpointAsCalicoReadsIt() {
        var peer = "egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: metrics}]}]";
        var cluster = cluster(kubernetes("shop/p", "{podSelector: {}, policyTypes: [Egress], " + peer + "}"));
        assertThat(cluster.egress("pod:shop/web > host:n2 TCP 9100").verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(cluster.egress("pod:shop/web > host:n2 TCP 9101").verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void aPolicyBeforeTheNormalStageHasLookedTooWhereAProfileDecides() {
        var untracked = calico(
                "GlobalNetworkPolicy",
                "early",
                "{selector: role == 'gate', doNotTrack: true, applyOnForward: true, "
                        + "ingress: [{action: Deny, protocol: UDP}]}");
        var decider =
                cluster(untracked).ingress("198.51.100.7 > host:n2 TCP 80").decider();
        assertThat(decider)
                .isInstanceOfSatisfying(
                        ProfileRule.class, it -> assertThat(it.noPolicy()).isFalse());
        assertThat(cluster().ingress("198.51.100.7 > host:n2 TCP 80").decider())
                .isInstanceOfSatisfying(
                        ProfileRule.class, it -> assertThat(it.noPolicy()).isTrue());
    }

    @Test
    void ordersOfZeroAndMinusZeroAreEqual() {
        var allow = policy("a", "0.0", "Allow");
        var deny = policy("b", "-0.0", "Deny");
        assertThat(cluster(allow, deny).allows("pod:shop/web > 198.51.100.7 TCP 80"))
                .isTrue();
    }

    @Test
    void ofTwoMachinesThatExpectOneAddressTheFirstIsMeant() {
        var machines = Cluster.of(machine("h1", "m1"), machine("h2", "m2"));
        assertThat(machines.ingress("198.51.100.7 > 192.0.2.9 TCP 80")
                        .endpoint()
                        .name())
                .isEqualTo("h1");
    }

    private static String machine(String name, String node) {
        return calico("HostEndpoint", name, "{node: %s, expectedIPs: [192.0.2.9]}".formatted(node));
    }

    private static String policy(String name, String order, String action) {
        return calico(
                "GlobalNetworkPolicy",
                name,
                "{order: %s, selector: app == 'web', types: [Egress], egress: [{action: %s}]}"
                        .formatted(order, action));
    }

    private static Cluster cluster(String... policies) {
        var node = node("n2", "192.0.2.2", "", "{}");
        return Cluster.of(namespace("shop", ""), WEB, node, HOST, String.join("\n---\n", policies));
    }
}
