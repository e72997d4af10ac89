package io.margay.model.parse.kubernetes;

import static io.margay.model.input.Parsing.one;
import static io.margay.model.input.Parsing.problems;
import static io.margay.model.input.Parsing.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.Service;
import io.margay.model.resource.ServiceAccount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreKindsTest {
    @Test
    void aPodIsReadAsFarAsPolicyGoes() {
        var pod = pod("""
              labels: {app: cart}
            spec:
              nodeName: Node_1
              serviceAccountName: robot
              initContainers:
              - ports: [{name: early, containerPort: 1}]
              containers:
              - name: app
                image: i
                ports:
                - {name: http, containerPort: 8080}
                - {containerPort: 9090, hostPort: 9090}
                - {name: dns, containerPort: 53, protocol: UDP}
            status:
              phase: Running
              podIP: 10.0.0.1
              podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]
            """);

        assertThat(pod.metadata().labels()).isEqualTo(Labels.of("app", "cart"));
        assertThat(pod.nodeName()).isEqualTo("Node_1");
        assertThat(pod.serviceAccount()).isEqualTo("robot");
        assertThat(pod.phase()).isEqualTo(Phase.RUNNING);
        assertThat(pod.ips()).containsExactly(ip("10.0.0.1"), ip("fd00::1"));
        assertThat(pod.ports())
                .containsExactly(
                        new NamedPort("http", Protocol.TCP, 8080),
                        new NamedPort("dns", Protocol.UDP, 53),
                        new NamedPort("early", Protocol.TCP, 1));
        assertThat(pod.isEndpoint()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        status: {podIP: 10.0.0.1}                                                                              | 10.0.0.1
        status: {podIP: ''}                                                                                    | ''
        annotations: {cni.projectcalico.org/podIP: 10.0.0.1/32}                                                | 10.0.0.1
        annotations: {cni.projectcalico.org/podIP: 10.0.0.1/32, cni.projectcalico.org/podIPs: '10.0.0.1/32,fd00::1/128'} | 10.0.0.1 fd00::1
        annotations: {cni.projectcalico.org/podIP: ''}, status: {podIP: 10.0.0.1}                              | 10.0.0.1
        deletionTimestamp: x, annotations: {cni.projectcalico.org/podIP: ''}, status: {podIP: 10.0.0.1}        | ''
        deletionTimestamp: x, annotations: {cni.projectcalico.org/podIP: 10.0.0.1/32}, status: {podIP: 10.0.0.2} | 10.0.0.2
        """)
    void addressesComeFromTheStatusElseFromCalicosAnnotations(String fields, String ips) {
        var status = fields.contains("status:") ? fields.substring(fields.indexOf("status:")) : "status: {}";
        var metadata = fields.contains("status:") ? fields.substring(0, fields.indexOf("status:")) : fields;
        var pod = one(
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ns, " + metadata + "}, " + status + "}",
                Pod.class);

        var expected = ips.isEmpty() ? List.of() : List.of(ips.split(" ", -1));
        assertThat(pod.ips().stream().map(Ip::toString)).isEqualTo(expected);
    }

    @Test
    void whatAPodLacksIsEmpty() {
        var pod = pod("");

        assertThat(pod.nodeName()).isEmpty();
        assertThat(pod.serviceAccount()).isEmpty();
        assertThat(pod.hostNetwork()).isFalse();
        assertThat(pod.phase()).isEqualTo(Phase.UNKNOWN);
        assertThat(pod.ips()).isEmpty();
        assertThat(pod.ports()).isEmpty();
    }

    @Test
    void whatIsReadOfAPodIsCheckedAndNothingElse() {
        assertThat(problems("""
            apiVersion: v1
            kind: Pod
            metadata: {name: Odd_Name, namespace: ns}
            spec:
              anything: {goes: here}
              nodeName: 7
              containers:
              - ports:
                - {name: http, containerPort: 0}
                - {name: http, protocol: SMTP, containerPort: 1}
                - {name: http}
                - {containerPort: 99999}
            status:
              podIPs: [{ip: 10.0.0}]
            """))
                .containsExactly(
                        "f:6: Pod ns/Odd_Name: spec.nodeName: must be a string, is the number 7: put it in quotes",
                        "f:14: Pod ns/Odd_Name: status.podIPs[0].ip: must be an IP address, is \"10.0.0\"",
                        "f:9: Pod ns/Odd_Name: spec.containers[0].ports[0]: containerPort must be 1..65535, is 0",
                        "f:10: Pod ns/Odd_Name: spec.containers[0].ports[1].protocol: must be TCP, UDP or SCTP, is"
                                + " \"SMTP\"",
                        "f:11: Pod ns/Odd_Name: spec.containers[0].ports[2].containerPort: is missing");
    }

    /// As API servers default it; that of a NetworkPolicy they refuse.
    @Test
    void anEmptyProtocolOfAPodsOrServicesPortIsTcp() {
        var pod = pod("""
            spec:
              containers:
              - ports: [{name: http, containerPort: 8080, protocol: ""}]
            """);
        assertThat(pod.ports()).containsExactly(new NamedPort("http", Protocol.TCP, 8080));
        assertThat(problems("""
            apiVersion: v1
            kind: Service
            metadata: {name: s, namespace: ns}
            spec: {clusterIP: 10.96.0.1, ports: [{port: 80, protocol: ""}]}
            """)).isEmpty();
        assertThat(problems("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p, namespace: ns}
            spec: {podSelector: {}, ingress: [{ports: [{port: 80, protocol: ""}]}]}
            """)).singleElement().asString().contains("must be TCP, UDP or SCTP");
    }

    @Test
    void aNodeHasAddressesAndPodCidrs() {
        var text = """
            {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {zone: a}},
             spec: {podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24, "fd00::/64"]},
             status: {addresses: [{type: Hostname, address: n1}, {type: InternalIP, address: 1.1.1.1},
               {type: InternalIP, address: nonsense}, {type: ExternalIP, address: 2.2.2.2}]}}
            """;
        var node = one(text, Node.class);

        assertThat(node.internalIps()).containsExactly(ip("1.1.1.1"));
        assertThat(node.otherIps()).containsExactly(ip("2.2.2.2"));
        assertThat(node.podCidrs().stream().map(Cidr::toString)).containsExactly("10.1.0.0/24", "fd00::/64");
        assertThat(warnings(text))
                .containsExactly(
                        "f:4: Node n1: status.addresses[2].address: must be an IP address, is \"nonsense\": left out");
    }

    @Test
    void aServiceHasClusterAddressesAndPorts() {
        var service = one("""
            {apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {clusterIP: 10.0.0.1,
             clusterIPs: [10.0.0.1, "fd00::1"], ports: [{port: 80, nodePort: 30080, targetPort: web},
             {name: dns, port: 53, protocol: UDP}]}}
            """, Service.class);

        assertThat(service.clusterIps()).containsExactly(ip("10.0.0.1"), ip("fd00::1"));
        assertThat(service.ports())
                .containsExactly(
                        new Service.Port("", Protocol.TCP, 80, 30080), new Service.Port("dns", Protocol.UDP, 53, 0));
    }

    @Test
    void aHeadlessServiceHasNoAddress() {
        var service = one("""
            {apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {clusterIP: None}}
            """, Service.class);

        assertThat(service.clusterIps()).isEmpty();
    }

    @Test
    void anEndpointSliceHasAddressesAndNumberedPorts() {
        var slice = one("""
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,
             metadata: {name: s-1, namespace: ns, labels: {kubernetes.io/service-name: s}},
             endpoints: [{addresses: [10.0.0.1, 10.0.0.2]}, {addresses: [10.0.0.1]}],
             ports: [{name: a, port: 80}, {name: b}, {port: 53, protocol: UDP}]}
            """, EndpointSlice.class);

        assertThat(slice.service()).isEqualTo("s");
        assertThat(slice.addresses()).containsExactly(ip("10.0.0.1"), ip("10.0.0.2"));
        assertThat(slice.ports())
                .containsExactly(
                        new EndpointSlice.Port("a", Protocol.TCP, 80), new EndpointSlice.Port("", Protocol.UDP, 53));
    }

    @Test
    void namespacesAndServiceAccountsAreTheirLabels() {
        assertThat(one("{apiVersion: v1, kind: Namespace, metadata: {name: ns, labels: {a: b}}}", Namespace.class)
                        .metadata()
                        .labels())
                .isEqualTo(Labels.of("a", "b", "kubernetes.io/metadata.name", "ns"));
        assertThat(one(
                                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: ns}}",
                                ServiceAccount.class)
                        .key()
                        .ref())
                .isEqualTo("ServiceAccount/ns/s");
    }

    private static Pod pod(String text) {
        return one("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: ns\n" + text, Pod.class);
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
