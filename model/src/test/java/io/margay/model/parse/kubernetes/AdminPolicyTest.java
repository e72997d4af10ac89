package io.margay.model.parse.kubernetes;

import static io.margay.model.input.Parsing.one;
import static io.margay.model.input.Parsing.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminSubject;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Where;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminPolicyTest {
    private static final String CLUSTER = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: c}
        """;
    private static final String HEAD = CLUSTER + "spec:\n  tier: Admin\n  priority: 7\n  subject: {namespaces: {}}\n";
    private static final String ADMIN = """
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: AdminNetworkPolicy
        metadata: {name: a}
        spec:
          priority: 3
          subject: {namespaces: {}}
        """;
    private static final String BASELINE = """
        apiVersion: policy.networking.k8s.io/v1alpha1
        kind: BaselineAdminNetworkPolicy
        metadata: {name: default}
        spec:
          subject: {namespaces: {}}
        """;
    private static final LabelSelector ALL = LabelSelector.ALL;

    @Test
    void ingressOfAClusterNetworkPolicyIsRead() {
        var policy = one(CLUSTER + """
            spec:
              tier: Baseline
              priority: 1000
              subject: {pods: {podSelector: {matchLabels: {app: x}}}}
              ingress:
              - name: let in
                action: Accept
                from:
                - namespaces: {}
                - pods: {namespaceSelector: {matchLabels: {team: x}}, podSelector: {}}
                protocols:
                - tcp: {destinationPort: {number: 80}}
                - sctp: {destinationPort: {range: {start: 10, end: 20}}}
                - destinationNamedPort: web
            """, AdminPolicy.class);

        assertThat(policy.tier()).isEqualTo(AdminTier.BASELINE);
        assertThat(policy.priority()).isEqualTo(1000);
        assertThat(policy.subject()).isEqualTo(new AdminSubject(ALL, labels("app", "x")));
        var peers = List.<AdminRule.AdminPeer>of(new Pods(ALL, ALL), new Pods(labels("team", "x"), ALL));
        var ports = List.of(
                new AdminPort(Protocol.TCP, PortRange.single(80), null),
                new AdminPort(Protocol.SCTP, new PortRange(10, 20), null),
                new AdminPort(null, null, "web"));
        assertThat(policy.ingressRules())
                .containsExactly(new AdminRule(new Where("f", 9), "let in", Action.ALLOW, peers, ports));
    }

    @Test
    void egressOfAClusterNetworkPolicyIsRead() {
        var policy = one(HEAD + """
              egress:
              - action: Accept
                to:
                - networks: [10.0.0.0/8, "fd00::/8"]
                - nodes: {matchLabels: {a: b}}
                - domainNames: ["*.example.com", example.org.]
              - action: Pass
                to: [{namespaces: {}}]
            """, AdminPolicy.class);

        var nets = new Networks(List.of(cidr("10.0.0.0/8"), cidr("fd00::/8")));
        assertThat(policy.egressRules().getFirst().peers())
                .containsExactly(
                        nets, new Nodes(labels("a", "b")), new DomainNames(List.of("*.example.com", "example.org.")));
        assertThat(policy.egressRules().get(1).action()).isEqualTo(Action.PASS);
    }

    @Test
    void theOlderKindsAreRead() {
        var rules = """
              egress:
              - action: Allow
                to: [{pods: {namespaceSelector: {}, podSelector: {}}}]
                ports:
                - portNumber: {port: 80}
                - portNumber: {port: 53, protocol: UDP}
                - portRange: {protocol: SCTP, start: 5, end: 5}
                - namedPort: web
            """;
        var admin = one(ADMIN + rules, AdminPolicy.class);
        var baseline = one(BASELINE + rules, AdminPolicy.class);

        assertThat(admin.tier()).isEqualTo(AdminTier.ADMIN);
        assertThat(admin.priority()).isEqualTo(3);
        assertThat(baseline.tier()).isEqualTo(AdminTier.BASELINE);
        assertThat(baseline.egressRules().getFirst().ports())
                .isEqualTo(admin.egressRules().getFirst().ports())
                .containsExactly(
                        new AdminPort(Protocol.TCP, PortRange.single(80), null),
                        new AdminPort(Protocol.UDP, PortRange.single(53), null),
                        new AdminPort(Protocol.SCTP, PortRange.single(5), null),
                        new AdminPort(null, null, "web"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {priority: 1, subject: {namespaces: {}}}                             | spec.tier: is missing
        {tier: admin, priority: 1, subject: {namespaces: {}}}                | spec.tier: must be Admin or Baseline, is "admin"
        {tier: Admin, subject: {namespaces: {}}}                             | spec.priority: is missing
        {tier: Admin, priority: 1001, subject: {namespaces: {}}}             | spec: priority must be 0..1000, is 1001
        {tier: Admin, priority: -1, subject: {namespaces: {}}}               | spec: priority must be 0..1000, is -1
        {tier: Admin, priority: 1}                                           | spec.subject: is missing
        {tier: Admin, priority: 1, subject: {}}                              | spec.subject: must have exactly one of namespaces, pods, has 0
        {tier: Admin, priority: 1, subject: {namespaces: {}, pods: {podSelector: {}}}} | spec.subject: must have exactly one of namespaces, pods, has 2
        {tier: Admin, priority: 1, subject: {pods: {}}}                      | spec.subject.pods.podSelector: is missing
        {tier: Admin, priority: 1, subject: {namespaces: {}}, ingres: []}    | spec: unknown field `ingres`, did you mean `ingress`?
        """)
    void theSpecIsChecked(String spec, String problem) {
        assertThat(problems(CLUSTER + "spec: " + spec)).containsExactly("f:4: ClusterNetworkPolicy c: " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {from: [{namespaces: {}}]}                                       | .action: is missing
        {action: Allow, from: [{namespaces: {}}]}                        | .action: must be one of Accept, Deny, Pass, is "Allow"
        {action: Deny}                                                   | .from: is missing
        {action: Deny, from: []}                                         | .from: must have an item or more
        {action: Deny, from: [{}]}                                       | .from[0]: must have exactly one of namespaces, pods, nodes, networks, domainNames, has 0
        {action: Deny, from: [{namespaces: {}, pods: {podSelector: {}}}]} | .from[0]: must have exactly one of namespaces, pods, nodes, networks, domainNames, has 2
        {action: Deny, from: [{networks: [10.0.0.0/8]}]}                 | .from[0].networks: can be used in egress rules only
        {action: Deny, from: [{nodes: {}}]}                              | .from[0].nodes: can be used in egress rules only
        {action: Deny, from: [{namespaces: {}}], ports: []}              | : unknown field `ports`
        {action: Deny, from: [{namespaces: {}}], protocols: []}          | .protocols: must have an item or more
        {action: Deny, from: [{namespaces: {}}], protocols: [{}]}        | .protocols[0]: must have exactly one of tcp, udp, sctp, destinationNamedPort, has 0
        {action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {}}]} | .protocols[0].tcp: must have a destinationPort
        {action: Deny, from: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {}}}]} | .protocols[0].tcp.destinationPort: must have exactly one of number, range, has 0
        {action: Deny, from: [{namespaces: {}}], protocols: [{udp: {destinationPort: {number: 0}}}]} | .protocols[0].udp.destinationPort: number must be 1..65535, is 0
        {action: Deny, from: [{namespaces: {}}], protocols: [{udp: {destinationPort: {range: {start: 5, end: 5}}}}]} | .protocols[0].udp.destinationPort.range.end: must be above start 5, is 5
        {action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: ''}]} | .protocols[0].destinationNamedPort: must not be empty
        """)
    void anIngressRuleIsChecked(String rule, String problem) {
        assertThat(problems(HEAD + "  ingress:\n  - " + rule))
                .containsExactly("f:9: ClusterNetworkPolicy c: spec.ingress[0]" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {action: Deny, to: [{networks: []}]}                          | .to[0].networks: must have an item or more
        {action: Deny, to: [{networks: [10.0.0.0]}]}                  | .to[0].networks[0]: must be a CIDR such as 10.0.0.0/8 or fd00::/8, is "10.0.0.0"
        {action: Deny, to: [{networks: ['::ffff:10.0.0.0/104']}]}     | .to[0].networks[0]: must not be an IPv4-mapped IPv6 CIDR, is "::ffff:10.0.0.0/104"
        {action: Deny, to: [{networks: [10.0.0.0/8, 10.0.0.0/8]}]}    | .to[0].networks[1]: is there twice: "10.0.0.0/8"
        {action: Deny, to: [{domainNames: [example.com]}]}            | .to: must have domainNames in rules with action Accept only
        {action: Accept, to: [{domainNames: [com]}]}                  | .to[0].domainNames[0]: must be a domain name of two parts or more, perhaps after *., is "com"
        {action: Accept, to: [{domainNames: ['a.*.com']}]}            | .to[0].domainNames[0]: must be a domain name of two parts or more, perhaps after *., is "a.*.com"
        {action: Deny, to: [{nodes: {}}], protocols: [{destinationNamedPort: w}]} | .protocols: must not name a port where to has nodes, networks or domainNames
        """)
    void anEgressRuleIsChecked(String rule, String problem) {
        assertThat(problems(HEAD + "  egress:\n  - " + rule))
                .containsExactly("f:9: ClusterNetworkPolicy c: spec.egress[0]" + problem);
    }

    @Test
    void numbersOfItemsAreLimited() {
        assertThat(problems(HEAD + "  ingress: [" + times(26, "{action: Deny, from: [{namespaces: {}}]}") + "]"))
                .containsExactly("f:8: ClusterNetworkPolicy c: spec.ingress: must have at most 25 rules, has 26");
        assertThat(problems(HEAD + "  ingress: [{action: Deny, from: [" + times(26, "{namespaces: {}}") + "]}]"))
                .containsExactly(
                        "f:8: ClusterNetworkPolicy c: spec.ingress[0].from: must have at most 25 items, has 26");
        assertThat(problems(ADMIN + "  ingress: [" + times(100, "{action: Deny, from: [{namespaces: {}}]}") + "]"))
                .isEmpty();
        assertThat(problems(ADMIN + "  ingress: [" + times(101, "{action: Deny, from: [{namespaces: {}}]}") + "]"))
                .containsExactly("f:7: AdminNetworkPolicy a: spec.ingress: must have at most 100 rules, has 101");
        assertThat(problems(
                        HEAD + "  ingress: [{name: " + "n".repeat(101) + ", action: Deny, from: [{namespaces: {}}]}]"))
                .containsExactly("f:8: ClusterNetworkPolicy c: spec.ingress[0].name: must have at most 100 characters");
    }

    @Test
    void theOlderKindsHaveRulesOfTheirOwn() {
        assertThat(problems(BASELINE.replace("default", "other")))
                .containsExactly(
                        "f:3: BaselineAdminNetworkPolicy other: metadata.name: must be default: there is one in a"
                                + " cluster");
        assertThat(problems(BASELINE + "  ingress: [{action: Pass, from: [{namespaces: {}}]}]"))
                .containsExactly(
                        "f:6: BaselineAdminNetworkPolicy default: spec.ingress[0].action: must be one of Allow, Deny,"
                                + " is \"Pass\"");
        assertThat(problems(BASELINE + "  egress: [{action: Allow, to: [{domainNames: [a.b]}]}]"))
                .containsExactly(
                        "f:6: BaselineAdminNetworkPolicy default: spec.egress[0].to[0]: unknown field `domainNames`");
        assertThat(problems(ADMIN + "  ingress: [{action: Deny, from: [{pods: {podSelector: {}}}]}]"))
                .containsExactly(
                        "f:7: AdminNetworkPolicy a: spec.ingress[0].from[0].pods.namespaceSelector: is missing");
    }

    private static String times(int count, String text) {
        return IntStream.range(0, count).mapToObj(i -> text).collect(Collectors.joining(", "));
    }

    private static LabelSelector labels(String key, String value) {
        return new LabelSelector(Map.of(key, value), List.of());
    }

    private static Cidr cidr(String text) {
        return Cidr.parseStrict(text).orElseThrow();
    }
}
