package io.margay.model.parse.kubernetes;

import static io.margay.model.input.Parsing.one;
import static io.margay.model.input.Parsing.problems;
import static io.margay.model.input.Parsing.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.PodPeer;
import io.margay.model.resource.KubernetesPolicySpec.Port;
import io.margay.model.resource.KubernetesPolicySpec.Rule;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Operator;
import io.margay.model.resource.LabelSelector.Requirement;
import io.margay.model.resource.Where;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPolicyTest {
    private static final String HEAD = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        """;
    private static final String AT = "NetworkPolicy shop/redis: ";

    @Test
    void selectorsPeersAndPortsOfIngressAreRead() {
        var spec = spec("""
            spec:
              podSelector:
                matchLabels: {app: redis}
                matchExpressions:
                - {key: tier, operator: NotIn, values: [a, b]}
              ingress:
              - from:
                - podSelector: {}
                - namespaceSelector: {matchLabels: {team: x}}
                  podSelector: {matchExpressions: [{key: k, operator: Exists}]}
                ports:
                - port: 6379
                - {port: 8000, endPort: 8100, protocol: UDP}
            """);

        var notIn = new Requirement("tier", Operator.NOT_IN, List.of("a", "b"));
        assertThat(spec.podSelector()).isEqualTo(new LabelSelector(Map.of("app", "redis"), List.of(notIn)));
        var exists = new LabelSelector(Map.of(), List.of(new Requirement("k", Operator.EXISTS, List.of())));
        var rule = spec.ingressRules().getFirst();
        assertThat(rule.where()).isEqualTo(new Where("f", 10));
        assertThat(rule.peers())
                .containsExactly(
                        new PodPeer(LabelSelector.ALL, null),
                        new PodPeer(exists, new LabelSelector(Map.of("team", "x"), List.of())));
        assertThat(rule.ports())
                .containsExactly(
                        new Port(Protocol.TCP, PortRange.single(6379), null),
                        new Port(Protocol.UDP, new PortRange(8000, 8100), null));
    }

    @Test
    void blocksAndPortsOfEgressAreRead() {
        var rules = spec("""
            spec:
              egress:
              - to:
                - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16]}
                ports:
                - {port: dns, protocol: SCTP}
                - protocol: UDP
              - {}
            """).egressRules();

        assertThat(rules.getFirst().peers())
                .containsExactly(new IpBlock(cidr("10.0.0.0/8"), List.of(cidr("10.1.0.0/16"), cidr("10.2.0.0/16"))));
        assertThat(rules.getFirst().ports())
                .containsExactly(new Port(Protocol.SCTP, null, "dns"), new Port(Protocol.UDP, null, null));
        assertThat(rules.get(1)).isEqualTo(new Rule(new Where("f", 11), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                             | true  | false
        {egress: [{}]}                                 | true  | true
        {policyTypes: [], egress: [{}]}                | true  | true
        {policyTypes: [Egress]}                        | false | true
        {policyTypes: [Ingress], egress: [{}]}         | true  | false
        {policyTypes: [Ingress, Egress]}               | true  | true
        """)
    void typesAreDefaultedAsTheApiDoes(String spec, boolean ingress, boolean egress) {
        var read = spec("spec: " + spec + "\n");

        assertThat(read.ingress()).isEqualTo(ingress);
        assertThat(read.egress()).isEqualTo(egress);
        assertThat(read.podSelector()).isEqualTo(LabelSelector.ALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {port: 0}                        | port must be 1..65535, is 0
        {port: 65536}                    | port must be 1..65535, is 65536
        {port: 80.5}                     | port must be 1..65535, is 80.5
        {port: 80, endPort: 70000}       | endPort must be 1..65535, is 70000
        {port: [80]}                     | .port: must be a number or a name, is a list
        {port: true}                     | .port: must be a number or a name, is the boolean true
        {port: "80"}                     | .port: must be a number without quotes or a name, is "80"
        {port: UPPER}                    | .port: a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is "UPPER"
        {port: a--b}                     | .port: a port's name must be 1 to 15 of a-z, 0-9 and single -, with a letter, is "a--b"
        {port: 80, endPort: 79}          | .endPort: must not be below port 80, is 79
        {port: web, endPort: 79}         | .endPort: must be absent where port is a name
        {endPort: 79}                    | .endPort: must be absent without a port
        {protocol: ICMP}                 | .protocol: must be TCP, UDP or SCTP, is "ICMP"
        {protocol: tcp}                  | .protocol: must be TCP, UDP or SCTP, is "tcp"
        {protocol: ""}                   | .protocol: must be TCP, UDP or SCTP, is ""
        {prot: TCP}                      | unknown field `prot`, did you mean `port`?
        """)
    void aPortIsChecked(String port, String what) {
        var dot = what.startsWith(".") ? "" : ": ";

        assertThat(problems(HEAD + "spec:\n  ingress:\n  - ports:\n    - " + port + "\n"))
                .containsExactly("f:7: " + AT + "spec.ingress[0].ports[0]" + dot + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                          | : must have a podSelector, a namespaceSelector or an ipBlock
        {podSelector: null}                                         | : must have a podSelector, a namespaceSelector or an ipBlock
        {ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}              | : must not have both an ipBlock and a podSelector or namespaceSelector
        {ipBlock: {}}                                               | .ipBlock.cidr: is missing
        {ipBlock: {cidr: ""}}                                       | .ipBlock.cidr: must not be empty
        {ipBlock: {cidr: 10.0.0.0}}                                 | .ipBlock.cidr: must be a CIDR such as 10.0.0.0/8 or fd00::/8, is "10.0.0.0"
        {ipBlock: {cidr: 10.0.0.0/33}}                              | .ipBlock.cidr: must be a CIDR such as 10.0.0.0/8 or fd00::/8, is "10.0.0.0/33"
        {ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}         | .ipBlock.except[0]: must lie inside 10.0.0.0/8 and be smaller, is "10.0.0.0/8"
        {ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}        | .ipBlock.except[0]: must lie inside 10.0.0.0/8 and be smaller, is "11.0.0.0/16"
        {ipBlock: {cidr: 10.0.0.0/8, except: ["fd00::/16"]}}        | .ipBlock.except[0]: must lie inside 10.0.0.0/8 and be smaller, is "fd00::/16"
        {podSelectr: {}, podSelector: {}}                           | : unknown field `podSelectr`, did you mean `podSelector`?
        {podSelector: {matchLabels: {app: yes}}}                    | .podSelector.matchLabels.app: must be a string, is the boolean true: put it in quotes (so are yes, no, on, off, y and n)
        {podSelector: {matchLabels: {app: 5}}}                      | .podSelector.matchLabels.app: must be a string, is the number 5: put it in quotes
        {podSelector: {matchLabels: {app: a b}}}                    | .podSelector.matchLabels.app: label value "a b" must be at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit
        {podSelector: {matchExpressions: [{key: a}]}}               | .podSelector.matchExpressions[0].operator: is missing
        {podSelector: {matchExpressions: [{operator: Exists}]}}     | .podSelector.matchExpressions[0].key: is missing
        {podSelector: {matchExpressions: [{key: a, operator: Is}]}} | .podSelector.matchExpressions[0].operator: must be In, NotIn, Exists or DoesNotExist, is "Is"
        {podSelector: {matchExpressions: [{key: a, operator: In}]}} | .podSelector.matchExpressions[0].values: must have a value or more with operator In
        {podSelector: {matchExpressions: [{key: a, operator: Exists, values: [x]}]}} | .podSelector.matchExpressions[0].values: must be absent with operator Exists
        """)
    void aPeerIsChecked(String peer, String what) {
        assertThat(problems(HEAD + "spec:\n  ingress:\n  - from:\n    - " + peer + "\n"))
                .containsExactly("f:7: " + AT + "spec.ingress[0].from[0]" + what);
    }

    @Test
    void keysOfLabelsAreChecked() {
        var keys = List.of("-a", "a/", "/a", "UPPER.com/a", "a/b/c", "x".repeat(64));

        for (var key : keys) {
            assertThat(problems(HEAD + "spec: {podSelector: {matchLabels: {" + key + ": x}}}"))
                    .singleElement()
                    .asString()
                    .startsWith("f:4: " + AT + "spec.podSelector.matchLabels." + key + ": label key \"" + key + "\"");
        }
    }

    @Test
    void policyTypesAreChecked() {
        assertThat(problems(HEAD + "spec: {policyTypes: [Ingress, egress]}"))
                .containsExactly("f:4: " + AT + "spec.policyTypes[1]: must be Ingress or Egress, is \"egress\"");
        assertThat(problems(HEAD + "spec: {policyTypes: [Ingress, Egress, Egress]}"))
                .containsExactly("f:4: " + AT + "spec.policyTypes: must be at most two");
    }

    @Test
    void fieldsThatAreUnknownOrThereTwiceAreRefusedWithTheirLine() {
        assertThat(problems(HEAD + """
            spec:
              podSelectors: {}
              ingress: []
              ingress: []
              egress:
              - to: []
                form: []
            """))
                .containsExactlyInAnyOrder(
                        "f:7: " + AT + "spec: field `ingress` is written twice",
                        "f:5: " + AT + "spec: unknown field `podSelectors`, did you mean `podSelector`?",
                        "f:10: " + AT + "spec.egress[0]: unknown field `form`");
    }

    @Test
    void hostBitsAreReadAsTheApiServerReadsThemAndWarnedOf() {
        var text = HEAD + "spec: {ingress: [{from: [{ipBlock: {cidr: 10.1.2.3/8, except: [10.2.0.1/16]}}]}]}";

        assertThat(warnings(text))
                .containsExactly(
                        "f:4: " + AT
                                + "spec.ingress[0].from[0].ipBlock.cidr: has bits set after its prefix: read as"
                                + " 10.0.0.0/8",
                        "f:4: " + AT
                                + "spec.ingress[0].from[0].ipBlock.except[0]: has bits set after its prefix: read as"
                                + " 10.2.0.0/16");
        assertThat(one(text, KubernetesNetworkPolicy.class)
                        .spec()
                        .ingressRules()
                        .getFirst()
                        .peers())
                .containsExactly(new IpBlock(cidr("10.0.0.0/8"), List.of(cidr("10.2.0.0/16"))));
    }

    @Test
    void aPolicyWithoutSpecDeniesIngressAndIsWarnedOf() {
        assertThat(warnings(HEAD))
                .containsExactly(
                        "f:1: NetworkPolicy shop/redis: has no spec: it selects every pod of its namespace and denies"
                                + " ingress");
    }

    private static KubernetesPolicySpec spec(String text) {
        return one(HEAD + text, KubernetesNetworkPolicy.class).spec();
    }

    private static Cidr cidr(String text) {
        return Cidr.parseStrict(text).orElseThrow();
    }
}
