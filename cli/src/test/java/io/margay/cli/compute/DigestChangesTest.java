package io.margay.cli.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cli.input.InputReader;
import io.margay.engine.simulation.BruteForce;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever changes in what a host enforces, its digest changes; what changes nothing there leaves it.
final class DigestChangesTest {
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final String NODE = "n1";
    private static final String CLUSTER = """
            {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 192.0.2.2}]}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {nodeName: n1, serviceAccountName: seller, containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}
            status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: db, namespace: shop, labels: {app: db}}
            spec: {nodeName: n2, containers: [{name: a, ports: [{name: sql, containerPort: 5432}]}]}
            status: {phase: Running, podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2}]}
            ---
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: sec}, spec: {order: 10, defaultAction: Pass}}
            ---
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: ops}, spec: {order: 20, defaultAction: Pass}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: feed, labels: {feed: bad}}, \
            spec: {nets: [198.51.100.0/24, "2001:db8::/32"]}}
            ---
            apiVersion: projectcalico.org/v3
            kind: HostEndpoint
            metadata: {name: n1-eth0, labels: {role: host}}
            spec: {node: n1, interfaceName: eth0, expectedIPs: [192.0.2.1]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: sec.hosts}
            spec: {tier: sec, order: 1, selector: role == "host", applyOnForward: true, types: [Ingress], ingress: [{action: Deny}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: sec.first}
            spec:
              tier: sec
              order: 2
              selector: app == "web"
              types: [Ingress, Egress]
              ingress:
              - {action: Deny, source: {selector: feed == "bad"}}
              - {action: Allow, protocol: ICMP, icmp: {type: 8, code: 1}}
              - {action: Pass, ipVersion: 4, notProtocol: UDP, source: {nets: [172.16.0.0/12], notNets: [172.17.0.0/16]}}
              egress:
              - {action: Allow, protocol: TCP, destination: {ports: [443], selector: app == "db"}}
              - {action: Allow, protocol: TCP, destination: {notPorts: [25], notSelector: app == "web"}}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: ops.second}
            spec: {tier: ops, order: 3, selector: app == "web", types: [Ingress], ingress: [{action: Log}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: ops.third}
            spec: {tier: ops, order: 4, selector: app == "web", types: [Ingress], ingress: [{action: Deny}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Egress]
              egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: sql}]}]
            ---
            apiVersion: projectcalico.org/v3
            kind: Profile
            metadata: {name: extra}
            spec: {ingress: [{action: Allow}]}
            ---
            apiVersion: projectcalico.org/v3
            kind: HostEndpoint
            metadata: {name: n1-eth1, labels: {role: plain}}
            spec: {node: n1, interfaceName: eth1, profiles: [extra]}
            """;

    private static Engine engine;
    private static Set<ResourceKey> fed = Set.of();

    @BeforeAll
    static void start() {
        engine = Engine.start(EngineConfig.standalone(), 1);
    }

    @AfterAll
    static void stop() {
        engine.stop().toCompletableFuture().join();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: web, namespace: shop, labels | name: web2, namespace: shop, labels",
                "interfaceName: eth0                | interfaceName: eth9",
                "{ip: 10.0.0.1}, {ip: \"fd00::1\"}  | {ip: 10.0.0.1}",
                "\"fd00::1\"                        | \"fd00::2\"",
                "expectedIPs: [192.0.2.1]           | expectedIPs: [192.0.2.9]",
                "labels: {app: web}                 | labels: {app: web, feed: good}",
                "profiles: [extra]                  | profiles: []",
                "profiles: [extra]                  | profiles: [other]",
                "metadata: {name: extra}            | metadata: {name: elsewhere}",
                "spec: {ingress: [{action: Allow}]} | spec: {ingress: [{action: Deny}]}",
                "spec: {ingress: [{action: Allow}]} | spec: {egress: [{action: Allow}]}",
                "name: sec}, spec: {order: 10       | name: sec}, spec: {order: 30",
                "order: 10, defaultAction: Pass     | order: 10, defaultAction: Deny",
                "tier: ops, order: 3                | tier: ops, order: 5",
                "applyOnForward: true               | applyOnForward: true, doNotTrack: true",
                "applyOnForward: true               | applyOnForward: true, preDNAT: true",
                "applyOnForward: true               | applyOnForward: false",
                "types: [Ingress, Egress]           | types: [Ingress]",
                "selector: role == \"host\"         | selector: role == \"none\"",
                "{action: Log}                      | {action: Allow}",
                "kind: GlobalNetworkPolicy\\nmetadata: {name: ops.third} | kind: StagedGlobalNetworkPolicy\\nmetadata: {name: ops.third}",
                "protocol: ICMP, icmp               | protocol: ICMPv6, icmp",
                "{type: 8, code: 1}                 | {type: 9, code: 1}",
                "{type: 8, code: 1}                 | {type: 8, code: 2}",
                "{type: 8, code: 1}                 | {type: 8}",
                "protocol: ICMP, icmp:              | protocol: ICMP, notICMP:",
                "ipVersion: 4                       | ipVersion: 6",
                "notProtocol: UDP                   | notProtocol: TCP",
                "nets: [172.16.0.0/12]              | nets: [172.16.0.0/13]",
                "notNets: [172.17.0.0/16]           | notNets: [172.18.0.0/16]",
                "ports: [443]                       | ports: [444]",
                "ports: [443]                       | ports: [443, 444]",
                "notPorts: [25]                     | notPorts: [26]",
                "notSelector: app == \"web\"        | notSelector: app == \"db\"",
                "source: {selector: feed            | destination: {selector: feed",
                "{action: Deny, source              | {action: Allow, source",
                "198.51.100.0/24                    | 198.51.100.0/25",
                "2001:db8::/32                      | 2001:db8::/33",
                "2001:db8::/32                      | 2001:db9::/32",
                "198.51.100.0/24,                   | 198.51.100.0/24, 198.51.101.0/24,",
                "podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2}] | podIP: 10.0.0.3, podIPs: [{ip: 10.0.0.3}]",
                "containerPort: 5432                | containerPort: 5433",
                "name: sql, containerPort: 5432     | name: sql2, containerPort: 5432",
                "containerPort: 5432                | containerPort: 5432, protocol: UDP",
                "ports: [{port: sql}]               | ports: [{port: sql, protocol: UDP}]",
            })
    void whatAHostEnforces(String what, String becomes) throws IOException {
        var from = what.replace("\\n", "\n");
        assertThat(CLUSTER).contains(from);
        assertThat(digest(CLUSTER.replace(from, becomes.replace("\\n", "\n")))).isNotEqualTo(digest(CLUSTER));
    }

    @Test
    void whatItDoesNotEnforceLeavesIt() throws IOException {
        var before = digest(CLUSTER);
        assertThat(digest("# a comment: all lines move\n" + CLUSTER)).isEqualTo(before);
        assertThat(digest(CLUSTER.replace("name: db, namespace", "name: db2, namespace")))
                .isEqualTo(before);
        assertThat(digest(CLUSTER)).isEqualTo(before);
    }

    private static String digest(String cluster) throws IOException {
        var in = new ByteArrayInputStream(cluster.getBytes(StandardCharsets.UTF_8));
        var resources = InputReader.read(List.of("-"), in).resources();
        var node = hold(resources);
        assertThat(node).isEqualTo(DigestReading.of(BruteForce.host(NODE, resources)));
        return node;
    }

    private static String hold(Collection<Resource> resources) throws IOException {
        var keys = resources.stream().map(Resource::key).collect(Collectors.toSet());
        var gone = new HashSet<>(fed);
        gone.removeAll(keys);
        engine.feed(resources, gone);
        fed = keys;
        var nodes = engine.settled(AT_MOST).toCompletableFuture().join();
        return Objects.requireNonNull(Digests.of(nodes).get(NODE));
    }
}
