package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.accepted;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.WorkloadEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointParsersTest {
    private static final String WORKLOAD =
            "orchestrator: k8s, node: node-1, pod: web-1, endpoint: eth0, interfaceName: cali1";

    @Test
    void everyFieldOfAHostEndpointIsRead() {
        var endpoint = accepted(HostEndpoint.class, resource("HostEndpoint", "node-1.eth0", """
            {node: node-1, interfaceName: eth0, expectedIPs: [10.0.0.1, "fd00::1"], profiles: [hosts, kns.shop],
             ports: [{name: http, protocol: TCP, port: 80}, {name: dns, protocol: 17, port: 53}]}
            """));

        assertThat(endpoint.node()).isEqualTo("node-1");
        assertThat(endpoint.interfaceName()).isEqualTo("eth0");
        assertThat(endpoint.expectedIps()).map(Ip::toString).containsExactly("10.0.0.1", "fd00::1");
        assertThat(endpoint.profiles()).containsExactly("hosts", "kns.shop");
        assertThat(endpoint.ports())
                .containsExactly(new NamedPort("http", Protocol.TCP, 80), new NamedPort("dns", Protocol.UDP, 53));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{node: n1, interfaceName: '*'}",
                "{node: n1, expectedIPs: [10.0.0.1]}",
                "{node: n1, interfaceName: Valid_If.0-9}",
                "{node: n1, interfaceName: eth0, ports: [{name: a, protocol: TCP, port: 1}, {name: a, protocol: UDP,"
                        + " port: 2}]}"
            })
    void whatCalicoAcceptsOfAHostEndpointIsAccepted(String spec) {
        assertThat(problems(resource("HostEndpoint", "h", spec))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        interfaceName: '' => : must have an interfaceName or expectedIPs
        interfaceName: interfaceTooLong => .interfaceName: must be * or at most 15 of a-z, A-Z, 0-9, _, . and -, is "interfaceTooLong"
        interfaceName: eth* => .interfaceName: must be * or at most 15 of a-z, A-Z, 0-9, _, . and -, is "eth*"
        expectedIPs: [10.0.0.0/8] => .expectedIPs[0]: must be an IP address, is "10.0.0.0/8"
        interfaceName: e, profiles: [.a] => .profiles[0]: must be a DNS-1123 subdomain (a-z, 0-9, - and ., beginning and ending with a letter or digit), is ".a"
        interfaceName: e, ports: [{protocol: TCP, port: 1}] => .ports[0].name: is missing
        interfaceName: e, ports: [{name: a, port: 1}] => .ports[0].protocol: is missing
        interfaceName: e, ports: [{name: a, protocol: TCP}] => .ports[0].port: is missing
        interfaceName: e, ports: [{name: a, protocol: TCP, port: 0}] => .ports[0]: port must be 1..65535, is 0
        interfaceName: e, ports: [{name: a, protocol: ICMP, port: 1}] => .ports[0].protocol: must be TCP, UDP or SCTP, is ICMP
        interfaceName: e, ports: [{name: A, protocol: TCP, port: 1}] => .ports[0].name: a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is "A"
        interfaceName: e, selector: x => : unknown field `selector`
        """)
    void whatCalicoRefusesOfAHostEndpointIsRefused(String fields, String problem) {
        assertThat(problems(resource("HostEndpoint", "h", "{node: n1, " + fields + "}")))
                .containsExactly("spec" + problem);
    }

    @Test
    void aHostEndpointHasANode() {
        assertThat(problems(resource("HostEndpoint", "h", "{interfaceName: eth0}")))
                .containsExactly("spec.node: is missing");
        assertThat(problems(resource("HostEndpoint", "h", "")))
                .containsExactly("spec: must have an interfaceName or expectedIPs", "spec.node: is missing");
    }

    @Test
    void everyFieldOfAWorkloadEndpointIsRead() {
        var endpoint =
                accepted(WorkloadEndpoint.class, resource("WorkloadEndpoint", "node--1-k8s-web--1-eth0", """
                    {%s, serviceAccountName: web, ipNetworks: [10.0.0.1/32, "fd00::1"], profiles: [kns.shop],
                     ports: [{name: http, protocol: TCP, port: 80}, {protocol: UDP, port: 53, hostPort: 5353}],
                     mac: "ca:fe:1d:52:bb:e9", ipv4Gateway: 10.0.0.254, ipv6Gateway: "fd00::2", containerID: aB-1,
                     ipNATs: [{internalIP: 10.0.0.1, externalIP: 1.2.3.4}], allowSpoofedSourcePrefixes: [10.1.2.3/8],
                     qosControls: {ingressBandwidth: 1000}}
                    """.formatted(
                                WORKLOAD)));

        assertThat(endpoint.node()).isEqualTo("node-1");
        assertThat(endpoint.interfaceName()).isEqualTo("cali1");
        assertThat(endpoint.orchestrator()).isEqualTo("k8s");
        assertThat(endpoint.workload()).isEqualTo("web-1");
        assertThat(endpoint.serviceAccount()).isEqualTo("web");
        assertThat(endpoint.ipNetworks()).map(Cidr::toString).containsExactly("10.0.0.1/32", "fd00::1/128");
        assertThat(endpoint.profiles()).containsExactly("kns.shop");
        assertThat(endpoint.ports()).containsExactly(new NamedPort("http", Protocol.TCP, 80));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
        n1-cni-ab12-eth0        => orchestrator: cni, containerID: ab12, pod: web          => ab12
        n1-libnetwork-libnetwork-eth0 => orchestrator: libnetwork                          => libnetwork
        n1-openstack-vm--7-eth0 => orchestrator: openstack, workload: vm-7                 => vm-7
        """)
    void theWorkloadIsWhatTheOrchestratorCallsIt(String name, String fields, String workload) {
        var yaml =
                resource("WorkloadEndpoint", name, "{node: n1, endpoint: eth0, interfaceName: tap1, " + fields + "}");

        assertThat(accepted(WorkloadEndpoint.class, yaml).workload()).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        ipNetworks: [10.0.0.0/24] => .ipNetworks[0]: must be one address, such as 10.0.0.1/32, is "10.0.0.0/24"
        ports: [{protocol: TCP, port: 1}] => .ports[0].name: is missing, and there is no hostPort
        ports: [{name: a, protocol: TCP, port: 1, hostIP: x}] => .ports[0].hostIP: must be an address, is "x"
        mac: 'ca:fe' => .mac: must be a MAC address, is "ca:fe"
        ipv4Gateway: 'fd00::1' => .ipv4Gateway: must be an IPv4 address, is "fd00::1"
        ipv6Gateway: 10.0.0.1 => .ipv6Gateway: must be an IPv6 address, is "10.0.0.1"
        containerID: a. => .containerID: must be a-z, A-Z, 0-9 and - inside, is "a."
        allowSpoofedSourcePrefixes: [10.a] => .allowSpoofedSourcePrefixes[0]: must be a CIDR or an address, is "10.a"
        ipNATs: [{internalIP: 10.0.0.1, externalIP: 1.2.3.4}] => .ipNATs[0].internalIP: must be one of ipNetworks, is 10.0.0.1
        ipNATs: [{internalIP: x, externalIP: 1.2.3.4}] => .ipNATs[0].internalIP: must be an IP address, is "x"
        ipNetworks: [10.0.0.1], ipNATs: [{internalIP: 10.0.0.1, externalIP: 'fd00::1'}] => .ipNATs[0]: must have two addresses of one IP version
        """)
    void whatCalicoRefusesOfAWorkloadEndpointIsRefused(String fields, String problem) {
        assertThat(problems(
                        resource("WorkloadEndpoint", "node--1-k8s-web--1-eth0", "{" + WORKLOAD + ", " + fields + "}")))
                .containsExactly("spec" + problem);
    }

    @Test
    void theNameOfAWorkloadEndpointIsMadeOfItsSpec() {
        assertThat(problems(resource("WorkloadEndpoint", "web-1", "{" + WORKLOAD + "}")))
                .containsExactly("metadata.name: must be node--1-k8s-web--1-eth0 as its spec says, is \"web-1\"");
        assertThat(problems(resource("WorkloadEndpoint", "web-1", "{node: n1, interfaceName: cali1}")))
                .containsExactly(
                        "spec: must say node, orchestrator, endpoint, and workload (k8s: pod; cni: containerID)");
    }

    @Test
    void aWorkloadEndpointHasAnInterface() {
        var spec = "{orchestrator: k8s, node: n1, pod: web, endpoint: eth0}";

        assertThat(problems(resource("WorkloadEndpoint", "n1-k8s-web-eth0", spec)))
                .containsExactly("spec.interfaceName: is missing");
    }
}
