package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.HostLab.host;
import static io.margay.dataplane.iptables.HostLab.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Table;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each stage of host endpoints, in a kernel, with real packets of both IP versions, against the Evaluator.
class HostEndpointIT {
    private static final String ETH0 = host("h", "interfaceName: eth0");
    private static final String EARLY = "applyOnForward: true, ";

    private HostLab lab;

    /// One a test: a known connection goes on being known.
    @BeforeEach
    void makeLab() throws IOException {
        lab = HostLab.open();
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void withoutPoliciesOnlyFailsafesAreOpen() {
        lab.expectVerdicts(lab.apply(ETH0));
    }

    @Test
    void theWayToAnEngineStaysOpenWhateverPoliciesSay() throws IOException {
        lab.apply(ETH0, policy("closed", "types: [Ingress, Egress]"));
        assertThat(lab.isCut("here", HostLab.IP4 + "2", 443)).isTrue();
        lab.goesToEngine(HostLab.IP4 + "2", 443);
        lab.goesToEngine(HostLab.IP6 + "2", 81);
        assertThat(lab.connects("here", HostLab.IP4 + "2", 443)).isTrue();
        assertThat(lab.connects("here", HostLab.IP6 + "2", 81)).isTrue();
        assertThat(lab.isCut("here", HostLab.IP6 + "2", 443)).isTrue();
        assertThat(lab.isCut("there", HostLab.IP4 + "1", 443)).isTrue();
    }

    @Test
    void aHostWithoutAnEndpointIsOpenAndNothingIsLeftOfOneThatWent() {
        lab.apply(ETH0, policy("u", EARLY + "doNotTrack: true, ingress: [{action: Deny}]"));
        lab.expectVerdicts(lab.apply());
        assertThat(lab.commands()
                        .run("iptables-nft-save", "-t", Table.RAW.text())
                        .output())
                .doesNotContain("mgy");
    }

    @Test
    void anEndpointForAllOthersAndItsPolicies() {
        lab.expectVerdicts(lab.apply(host("h", "interfaceName: '*'"), policy("p", """
                        ingress: [
                          {action: Deny, protocol: TCP, source: {nets: [192.168.100.2/32]}, destination: {ports: [80]}},
                          {action: Deny, protocol: TCP, source: {nets: ["fd00:100::2/128"]}, destination: {ports: [80]}},
                          {action: Allow, protocol: TCP, destination: {ports: [80, 81]}},
                          {action: Allow, protocol: ICMP}],
                        egress: [{action: Allow, protocol: UDP, destination: {ports: [54]}},
                          {action: Allow, protocol: ICMPv6}, {action: Pass, protocol: TCP}]
                        """)));
    }

    @Test
    void anEndpointByAddressWithAProfile() {
        lab.expectVerdicts(
                lab.apply(
                        host("all", "interfaceName: '*'"),
                        host("h", "expectedIPs: [192.168.100.1], profiles: [projectcalico-default-allow]"),
                        policy(
                                "p",
                                "order: 1, ingress: [{action: Deny, protocol: TCP, destination: {ports: [81]}}, {action: Pass}]"),
                        policy(
                                "q",
                                "order: 2, egress: [{action: Deny, protocol: UDP, destination: {ports: [54]}}, {action: Pass}]")));
    }

    @Test
    void untrackedPoliciesAndTheAnswersToWhatTheyAllow() {
        lab.expectVerdictsOfHost(
                lab.apply(
                        ETH0,
                        policy("u", EARLY + """
                        doNotTrack: true,
                        ingress: [
                          {action: Allow, protocol: TCP, destination: {ports: [80]}},
                          {action: Allow, protocol: UDP, destination: {ports: [54]}},
                          {action: Allow, protocol: ICMP, icmp: {type: 8}},
                          {action: Deny, protocol: UDP, destination: {ports: [67]}}],
                        egress: [
                          {action: Allow, protocol: TCP, destination: {ports: [443]}},
                          {action: Allow, protocol: ICMPv6}]
                        """),
                        policy(
                                "usual",
                                "ingress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}, {action: Allow, protocol: UDP}]")));
        assertThat(lab.connects("there", "10.65.0.1", 80)).as("forwarded").isTrue();
        assertThat(lab.connects("a", HostLab.IP4 + "2", 443)).as("forwarded").isTrue();
    }

    @Test
    void whatAnUntrackedPolicyAllowsIsNotTracked() {
        lab.apply(ETH0, policy("u", EARLY + "doNotTrack: true, ingress: [{action: Allow, protocol: TCP}]"));
        long before = connections();
        assertThat(lab.connects("there", HostLab.IP4 + "1", 80)).isTrue();
        assertThat(lab.connects("there", HostLab.IP6 + "1", 80)).isTrue();
        assertThat(connections()).isEqualTo(before);
        assertThat(lab.isCut("here", HostLab.IP4 + "2", 80)).isTrue();
    }

    @Test
    void policiesBeforeDnatAreFinalWhereTheyDecide() {
        lab.expectVerdictsOfHost(
                lab.apply(
                        ETH0,
                        policy("d", EARLY + """
                        preDNAT: true, order: 5,
                        ingress: [
                          {action: Allow, protocol: TCP, destination: {ports: [80]}},
                          {action: Deny, protocol: TCP, destination: {ports: [81]}}]
                        """),
                        policy(
                                "usual",
                                "order: 1, ingress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}, {action: Allow}]")));
        assertThat(lab.connects("there", "10.65.0.1", 80)).isTrue();
        assertThat(lab.isCut("there", "10.65.0.1", 81)).isTrue();
    }

    @Test
    void allStagesTogether() {
        lab.expectVerdictsOfHost(lab.apply(
                ETH0,
                policy(
                        "u",
                        EARLY
                                + "doNotTrack: true, ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]"),
                policy(
                        "d",
                        EARLY + "preDNAT: true, ingress: [{action: Allow, protocol: TCP, destination: {ports: [81]}}]"),
                policy(
                        "usual",
                        "egress: [{action: Allow, protocol: TCP}], ingress: [{action: Allow, protocol: TCP,"
                                + " destination: {ports: [443]}}]")));
    }

    @Test
    void whatAHostForwardsIsAskedOnlyOfPoliciesForThat() {
        lab.expectVerdicts(lab.apply(ETH0, policy("usual", "ingress: [{action: Deny}], egress: [{action: Deny}]")));
        lab.apply(ETH0, policy("f", EARLY + """
                        ingress: [{action: Deny, protocol: TCP, destination: {ports: [80]}}, {action: Allow}],
                        egress: [{action: Allow, protocol: TCP, destination: {ports: [443]}}]
                        """));
        assertThat(lab.isCut("far", "10.65.0.1", 80)).isTrue();
        assertThat(lab.connects("far", "10.65.0.1", 81)).isTrue();
        assertThat(lab.connects("a", "10.65.1.1", 443)).isTrue();
        assertThat(lab.isCut("a", "10.65.1.1", 81)).isTrue();
        assertThat(lab.connects("a", "10.65.0.2", 80))
                .as("from pod to pod on one host")
                .isTrue();
    }

    @Test
    void aPodsOwnPoliciesComeBeforeItsHosts() {
        var pod = io.margay.engine.Cluster.kubernetes(
                "shop/a",
                "{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]}");
        lab.expectVerdicts(lab.apply(ETH0, pod, policy("usual", "ingress: [{action: Allow, protocol: TCP}]")));
    }

    private long connections() {
        var count = lab.commands().run("cat", "/proc/sys/net/netfilter/nf_conntrack_count");
        return count.ok() ? Long.parseLong(count.output().strip()) : 0;
    }
}
