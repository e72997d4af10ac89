package io.margay.model.input;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Valid inputs of every form, and with a resource of most kinds: what mutants are made of.
final class Samples {
    private static final String POLICIES = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop, labels: {app: redis}, annotations: {a: b}}
        spec:
          podSelector:
            matchLabels: &labels {app: redis}
            matchExpressions:
            - {key: tier, operator: NotIn, values: [a, b]}
          policyTypes: [Ingress, Egress]
          ingress:
          - from:
            - podSelector: {matchLabels: *labels}
            - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
            ports:
            - {port: 8000, endPort: 8100, protocol: UDP}
            - port: web
          egress: [{}]
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata:
          name: cluster
        spec:
          tier: Admin
          priority: 10
          subject: {namespaces: {}}
          egress:
          - name: "out"
            action: Accept
            to:
            - networks: [10.0.0.0/8, "fd00::/8"]
            - domainNames: ['*.example.com']
            protocols:
            - tcp: {destinationPort: {range: {start: 1, end: 2}}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: g}, spec: {order: 1.5,
          selector: "a == 'b'", types: [Ingress], ingress: [{action: Deny, protocol: TCP, source: {nets: [1.2.3.4/32]},
          destination: {ports: [80, "90:100", web]}}]}}
        """;
    private static final String WORKLOADS = """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Pod
          metadata:
            name: p
            namespace: ns
            annotations: {cni.projectcalico.org/podIP: 10.0.0.1/32}
          spec: {nodeName: n1, containers: [{ports: [{name: web, containerPort: 80}]}]}
          status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
        - <<: {apiVersion: v1}
          kind: Node
          metadata: {name: n1}
          status: {addresses: [{type: InternalIP, address: 1.1.1.1}]}
        """;
    private static final String LINES = """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns","labels":{"a":"b"},"managedFields":[{"x":{}}]}}
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"ns"},"spec":{"clusterIP":"10.0.0.1","ports":[{"port":80}]}}
        {"addressType":"IPv4","apiVersion":"discovery.k8s.io/v1","endpoints":[{"addresses":["10.0.0.1"]}],"kind":"EndpointSlice","metadata":{"name":"s"},"ports":[{"port":80}]}
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d\\u00e9"}}
        """;
    private static final String PRETTY = """
        {
          "apiVersion": "v1",
          "items": [
            {
              "apiVersion": "policy.networking.k8s.io/v1alpha1",
              "kind": "AdminNetworkPolicy",
              "metadata": {"name": "a"},
              "spec": {
                "priority": 5,
                "subject": {"pods": {"podSelector": {}, "namespaceSelector": {}}},
                "ingress": [{"action": "Pass", "from": [{"namespaces": {}}],
                             "ports": [{"portNumber": {"port": 80}}, {"namedPort": "web"}]}]
              }
            }
          ],
          "kind": "List"
        }
        """;

    private Samples() {}

    /// Each by itself.
    static List<byte[]> all() {
        return Stream.of(POLICIES, WORKLOADS, LINES, PRETTY)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
