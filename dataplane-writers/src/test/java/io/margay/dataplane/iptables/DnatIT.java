package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.HostLab.host;
import static io.margay.dataplane.iptables.HostLab.policy;
import static io.margay.engine.Cluster.kubernetes;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Services as kube-proxy writes them: a ClusterIP for pod `b`'s port 81, a NodePort, and what masquerades a packet
/// that
/// comes back to where it came from. Policies see addresses after DNAT and before SNAT.
class DnatIT {
    private static final String CLUSTER_IP = "10.96.0.1";
    private static final String CLUSTER_IP_6 = "fd00:96::1";
    private static final String NODE = HostLab.IP4 + "1";
    private static final String NODE_6 = HostLab.IP6 + "1";
    private static final int NODE_PORT = 30_080;

    private HostLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = HostLab.open();
        proxy("iptables", CLUSTER_IP, NODE, "10.65.0.2", "10.65.0.2:81");
        proxy("ip6tables", CLUSTER_IP_6, NODE_6, "fd00:65::2", "[fd00:65::2]:81");
    }

    /// @param places the ClusterIP, the node, the pod, the pod's address and port
    private void proxy(String program, String... places) {
        var text = """
                *nat
                :KUBE-SERVICES - [0:0]
                :KUBE-SVC - [0:0]
                :KUBE-SEP - [0:0]
                :KUBE-EXT - [0:0]
                :KUBE-MARK-MASQ - [0:0]
                :KUBE-POSTROUTING - [0:0]
                -A PREROUTING -j KUBE-SERVICES
                -A OUTPUT -j KUBE-SERVICES
                -A POSTROUTING -j KUBE-POSTROUTING
                -A KUBE-SERVICES -d CLUSTER -p tcp -m tcp --dport 80 -j KUBE-SVC
                -A KUBE-SERVICES -d NODE -p tcp -m tcp --dport 30080 -j KUBE-EXT
                -A KUBE-EXT -j KUBE-MARK-MASQ
                -A KUBE-EXT -j KUBE-SVC
                -A KUBE-SVC -j KUBE-SEP
                -A KUBE-SEP -s POD -j KUBE-MARK-MASQ
                -A KUBE-SEP -p tcp -m tcp -j DNAT --to-destination TARGET
                -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
                -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
                -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
                -A KUBE-POSTROUTING -j MASQUERADE
                COMMIT
                """.replace("CLUSTER", places[0])
                .replace("NODE", places[1])
                .replace("POD", places[2])
                .replace("TARGET", places[3]);
        var written = lab.commands().run(List.of(program + "-nft-restore", "--noflush"), text);
        assertThat(written.ok()).as(written.why()).isTrue();
    }

    @AfterEach
    void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void egressIsJudgedAfterDnat() {
        lab.apply(egress("[{to: [{ipBlock: {cidr: 10.65.0.2/32}}, {ipBlock: {cidr: \"fd00:65::2/128\"}}],"
                + " ports: [{port: 81}]}]"));
        expectService("a", true);
        lab.apply(egress("[{to: [{ipBlock: {cidr: 10.96.0.0/16}}, {ipBlock: {cidr: \"fd00:96::/64\"}}]}]"));
        expectService("a", false);
    }

    @Test
    void aServiceInARuleIsWhatIsBehindIt() {
        var slice = """
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: %s,
                  metadata: {namespace: shop, name: s%s, labels: {kubernetes.io/service-name: web}},
                  endpoints: [{addresses: ["%s"]}], ports: [{port: 81, protocol: TCP}]}
                """;
        var out = Cluster.calico(
                "NetworkPolicy",
                "shop/out",
                "{selector: app == 'a', types: [Egress], egress: [{action: Allow, destination: {services: {name: web}}}]}");
        lab.apply(out, slice.formatted("IPv4", "4", "10.65.0.2"), slice.formatted("IPv6", "6", "fd00:65::2"));
        expectService("a", true);
        assertThat(lab.isCut("a", "10.65.0.2", 80)).isTrue();
        assertThat(lab.isCut("a", "fd00:65::2", 443)).isTrue();
    }

    @Test
    void ingressIsJudgedBeforeSnat() {
        lab.apply(ingress("[{from: [{ipBlock: {cidr: 192.168.100.2/32}}, {ipBlock: {cidr: \"fd00:100::2/128\"}}]}]"));
        expectNodePort("there", true);
        lab.apply(ingress("[{from: [{ipBlock: {cidr: 192.168.100.1/32}}, {ipBlock: {cidr: \"fd00:100::1/128\"}}]}]"));
        expectNodePort("far", false);
    }

    @Test
    void aPodReachesItselfThroughItsService() {
        lab.apply(ingress("[]"), kubernetes("shop/none", "{podSelector: {}, policyTypes: [Ingress, Egress]}"));
        expectService("b", true);
        expectService("a", false);
    }

    @Test
    void aHostReachesItsOwnPodsThroughServices() {
        lab.apply(
                host("h", "interfaceName: '*'"),
                policy("p", "ingress: [{action: Deny}], egress: [{action: Deny}]"),
                ingress("[]"));
        expectService("here", true);
        assertThat(lab.connects("here", NODE, NODE_PORT)).isTrue();
        assertThat(lab.isCut("here", HostLab.IP4 + "2", 80)).isTrue();
    }

    @Test
    void aNodePortIsClosedBeforeDnatOrForwarded() {
        var early = "applyOnForward: true, ingress: [{action: Deny, protocol: TCP, destination: {ports: [%d]}}, %s]";
        lab.apply(host("h", "interfaceName: eth0"));
        expectNodePort("there", true);
        lab.apply(
                host("h", "interfaceName: eth0"),
                policy("p", "preDNAT: true, " + early.formatted(NODE_PORT, "{action: Pass}")));
        expectNodePort("there", false);
        lab.apply(host("h", "interfaceName: eth0"), policy("p", early.formatted(NODE_PORT, "{action: Allow}")));
        expectNodePort("there", true);
        lab.apply(host("h", "interfaceName: eth0"), policy("p", early.formatted(81, "{action: Allow}")));
        expectNodePort("there", false);
    }

    private void expectService(String from, boolean open) {
        expect(from, CLUSTER_IP, 80, open);
        expect(from, CLUSTER_IP_6, 80, open);
    }

    private void expectNodePort(String from, boolean open) {
        expect(from, NODE, NODE_PORT, open);
        expect(from, NODE_6, NODE_PORT, open);
    }

    private void expect(String from, String to, int port, boolean open) {
        boolean right = open ? lab.connects(from, to, port) : lab.isCut(from, to, port);
        assertThat(right)
                .as("%s to %s port %d is %s", from, to, port, open ? "open" : "closed")
                .isTrue();
    }

    private static String egress(String rules) {
        return kubernetes(
                "shop/out",
                "{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: %s}".formatted(rules));
    }

    private static String ingress(String rules) {
        return kubernetes(
                "shop/in",
                "{podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress], ingress: %s}".formatted(rules));
    }
}
