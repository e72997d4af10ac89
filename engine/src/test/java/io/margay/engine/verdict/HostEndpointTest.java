package io.margay.engine.verdict;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.namespace;
import static io.margay.engine.Cluster.node;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.engine.verdict.Decider.FailsafePort;
import io.margay.engine.verdict.Decider.NoProfile;
import io.margay.engine.verdict.Decider.TierDefault;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostEndpointTest {
    private static final String PROBE = "192.0.2.9 > host:n2 TCP 8080";
    private static final String ETH0 = host("eth0", "interfaceName: eth0");

    @Test
    void withoutAHostEndpointAHostIsNoEndpoint() {
        assertThat(cluster().judge(PROBE).ingress()).isNull();
        assertThat(cluster().allows(PROBE)).isTrue();
    }

    @Test
    void withoutPoliciesAndProfilesAllButFailsafesIsDenied() {
        var cluster = cluster(ETH0);
        assertThat(cluster.ingress(PROBE).decider()).isEqualTo(new NoProfile());
        for (var port : new int[] {22, 179, 2379, 2380, 5473, 6443, 6666, 6667}) {
            assertThat(cluster.ingress("192.0.2.9 > host:n2 TCP " + port).decider())
                    .isInstanceOf(FailsafePort.class);
        }
        assertThat(cluster.allows("192.0.2.9 > host:n2 UDP 68")).isTrue();
        assertThat(cluster.allows("192.0.2.9 > host:n2 UDP 53")).isFalse();
        assertThat(cluster.allows("host:n2 > 192.0.2.9 UDP 53")).isTrue();
        assertThat(cluster.allows("host:n2 > 192.0.2.9 TCP 22")).isFalse();
    }

    @Test
    void failsafesComeBeforeUntrackedPolicies() {
        var cluster = cluster(ETH0, policy("u", "doNotTrack: true, applyOnForward: true, ", "{action: Deny}"));
        assertThat(cluster.allows("192.0.2.9 > host:n2 TCP 22")).isTrue();
        assertThat(cluster.ingress(PROBE).stage()).isEqualTo(Stage.UNTRACKED);
        assertThat(cluster.allows(PROBE)).isFalse();
    }

    @Test
    void anAllowBeforeDnatIsFinal() {
        var cluster = cluster(
                ETH0,
                policy("d", "preDNAT: true, applyOnForward: true, order: 9, ", "{action: Allow}"),
                policy("usual", "order: 1, ", "{action: Deny}"));
        assertThat(cluster.ingress(PROBE).stage()).isEqualTo(Stage.PRE_DNAT);
        assertThat(cluster.allows(PROBE)).isTrue();
    }

    @Test
    void beforeTheNormalStageNoTierDeniesByDefault() {
        var cluster = cluster(
                ETH0,
                policy(
                        "u",
                        "doNotTrack: true, applyOnForward: true, ",
                        "{action: Deny, source: {selector: none == 'x'}}"),
                policy("usual", "", "{action: Allow}"));
        assertThat(cluster.allows(PROBE)).isTrue();
    }

    @Test
    void applyOnForwardPoliciesAreNormalOnesToo() {
        var cluster =
                cluster(ETH0, policy("f", "applyOnForward: true, ", "{action: Deny, source: {selector: none == 'x'}}"));
        assertThat(cluster.ingress(PROBE).decider()).isEqualTo(new TierDefault("default"));
    }

    @Test
    void ofSeveralTheFirstByNameTakesTheInterface() {
        var cluster = cluster(
                host("b", "interfaceName: eth0"),
                host("a", "expectedIPs: [192.0.2.2]"),
                host("0", "interfaceName: '*'"));
        assertThat(cluster.ingress(PROBE).endpoint().name()).isEqualTo("a");
        assertThat(cluster.ingress("192.0.2.9 > host:n2%eth1 TCP 80").endpoint().name())
                .isEqualTo("0");
    }

    @Test
    void oneThatExpectsTheInternalIpNamesTheMainInterface() {
        var cluster = cluster(host("a", "interfaceName: bond0, expectedIPs: [192.0.2.2]"));
        assertThat(cluster.ingress(PROBE).endpoint().name()).isEqualTo("a");
        assertThat(cluster.judge("192.0.2.9 > host:n2%eth0 TCP 80").ingress()).isNull();
    }

    @Test
    void aMissingProfileDeniesBeforeAKnownOneIsAsked() {
        var profiles = "interfaceName: eth0, profiles: [%s]";
        var allow = "projectcalico-default-allow";
        assertThat(cluster(host("a", profiles.formatted(allow))).allows(PROBE)).isTrue();
        assertThat(cluster(host("a", profiles.formatted("gone, " + allow))).allows(PROBE))
                .isFalse();
        assertThat(cluster(host("a", profiles.formatted(allow + ", gone"))).allows(PROBE))
                .isTrue();
    }

    @Test
    void profilesGoInOrder() {
        var deny = calico("Profile", "deny", "{ingress: [{action: Deny}]}");
        var empty = calico("Profile", "empty", "{}");
        var endpoint = host("a", "interfaceName: eth0, profiles: [empty, deny, projectcalico-default-allow]");
        assertThat(cluster(endpoint, deny, empty).ingress(PROBE).decider().words())
                .isEqualTo("rule 0 of profile deny, as no policy looks at it");
    }

    @Test
    void allInAGlobalPolicyWithANamespaceSelectorLeavesHostEndpointsOut() {
        var endpoint = host("a", "interfaceName: eth0, profiles: [projectcalico-default-allow]");
        var deny = "{selector: all(), %sorder: 1, ingress: [{action: Deny}]}";
        assertThat(cluster(endpoint, calico("GlobalNetworkPolicy", "p", deny.formatted("")))
                        .allows(PROBE))
                .isFalse();
        var limited = calico("GlobalNetworkPolicy", "p", deny.formatted("namespaceSelector: env != 'prod', "));
        assertThat(cluster(endpoint, limited).allows(PROBE)).isTrue();
    }

    @Test
    void aHostReachesItsOwnPods() {
        var judged = cluster(ETH0).judge("host:n2 > pod:shop/web TCP 80");
        assertThat(judged.ownHost()).isTrue();
        assertThat(judged.verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void aPodToItsOwnHostIsJudgedAndSaysSo() {
        var judged = cluster(ETH0).judge("pod:shop/web > host:n2 TCP 80");
        assertThat(judged.verdict()).isEqualTo(Verdict.DENY);
        assertThat(judged.warnings()).hasSize(1);
    }

    @Test
    void withoutANodeAMachineIsWhatItsHostEndpointsExpect() {
        var cluster =
                cluster(calico("HostEndpoint", "bare", "{node: m1, interfaceName: bond0, expectedIPs: [192.0.2.50]}"));
        assertThat(cluster.ingress("192.0.2.9 > host:m1 TCP 80").endpoint().name())
                .isEqualTo("bare");
        assertThat(cluster.ingress("192.0.2.9 > 192.0.2.50 TCP 80").endpoint().name())
                .isEqualTo("bare");
    }

    @Test
    void aNodesAddressMeansTheNode() {
        assertThat(cluster(ETH0).judge("192.0.2.9 > 192.0.2.2 TCP 80").ingress())
                .isNotNull();
    }

    @Test
    void aHostNetworkedPodIsItsHost() {
        var pod =
                pod("shop/agent", "192.0.2.2", "app: agent").replace("nodeName: n1", "nodeName: n2, hostNetwork: true");
        var judged = cluster(ETH0, pod).judge("192.0.2.9 > pod:shop/agent TCP 80");
        assertThat(judged.ingress()).isNotNull();
        assertThat(judged.warnings()).containsExactly("pod shop/agent uses its host's network: judged as host:n2");
    }

    private static String host(String name, String fields) {
        return calico("HostEndpoint", name, "{node: n2, " + fields + "}")
                .replace("name: " + name + "}", "name: '" + name + "', labels: {role: host}}");
    }

    private static String policy(String name, String fields, String rules) {
        return calico(
                "GlobalNetworkPolicy", name, "{%sselector: role == 'host', ingress: [%s]}".formatted(fields, rules));
    }

    private static Cluster cluster(String... more) {
        var base = Stream.of(
                namespace("shop", "team: a"),
                node("n2", "192.0.2.2", "a: b", "{}"),
                pod("shop/web", "10.0.0.1", "app: web").replace("nodeName: n1", "nodeName: n2"));
        return Cluster.of(Stream.concat(base, Stream.of(more)).toArray(String[]::new));
    }
}
