package io.margay.model.input;

import static io.margay.model.input.Parsing.parse;
import static io.margay.model.input.Parsing.problems;
import static io.margay.model.input.Parsing.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Action;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Order;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Where;
import io.margay.model.selector.Selector;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputParserTest {
    @Test
    void listsAreTheirItemsInYamlAndInJson() {
        var yaml = """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
            - apiVersion: v1
              kind: List
              items: [{apiVersion: v1, kind: Namespace, metadata: {name: b}}]
            """;
        var json = """
            {"apiVersion": "v1", "items": [
              {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}},
              {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "b"}}
            ], "kind": "List"}
            """;

        assertThat(names(yaml)).containsExactly("Namespace/a", "Namespace/b");
        assertThat(names(json)).containsExactly("Namespace/a", "Namespace/b");
        assertThat(names(json.replace("\n", ""))).containsExactly("Namespace/a", "Namespace/b");
    }

    @Test
    void aListWhoseItemsAreNoListIsAProblem() {
        assertThat(problems("apiVersion: v1\nkind: List\nitems: {a: b}\n"))
                .containsExactly("f:3: items: must be a list, is an object");
        assertThat(problems("{\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"items\": \"none\"}"))
                .containsExactly("f:1: items: must be a list, is the text \"none\"");
    }

    @Test
    void itemsOfATypedListAreOfItsKind() {
        var list = """
            {"kind": "NamespaceList", "apiVersion": "v1", "items": [{"metadata": {"name": "a"}}]}
            {"kind": "NamespaceList", "apiVersion": "v1", "items": null}
            """;

        assertThat(names(list)).containsExactly("Namespace/a");
    }

    @Test
    void unknownKindsAreCounted() {
        var input = parse("""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}}
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "b"}}
            {"apiVersion": "networking.k8s.io/v1beta1", "kind": "NetworkPolicy"}
            """);

        assertThat(input.unknownKinds())
                .isEqualTo(Map.of("apps/v1/Deployment", 2, "networking.k8s.io/v1beta1/NetworkPolicy", 1));
        assertThat(input.problems()).isEmpty();
    }

    @Test
    void anUnknownKindIsALineWhateverIsInIt() {
        var input = parse("{\"apiVersion\": \"a\\u001b[2J\\n\", \"kind\": \"" + "k".repeat(3000) + "\"}");
        assertThat(input.unknownKinds().firstKey()).startsWith("a?[2J?/kkk").hasSize(501);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {kind: Pod}                                  | f:1: must have apiVersion, a string
        {apiVersion: v1}                             | f:1: must have kind, a string
        {apiVersion: v1, kind: 5}                    | f:1: must have kind, a string
        [a]                                          | f:1: must be an object with apiVersion and kind, is a list
        word                                         | f:1: must be an object with apiVersion and kind, is the text "word"
        {apiVersion: v1, kind: Pod}                  | f:1: Pod: metadata: is missing
        {apiVersion: v1, kind: Pod, metadata: 5}     | f:1: Pod: metadata: must be an object, is the number 5
        {apiVersion: v1, kind: Pod, metadata: {namespace: ns}}          | f:1: Pod: metadata.name: is missing
        {apiVersion: v1, kind: Pod, metadata: {namespace: ns, name: 5}} | f:1: Pod: metadata.name: must be a string, is the number 5: put it in quotes
        """)
    void whatIsNoResourceIsAProblem(String text, String problem) {
        assertThat(problems(text)).containsExactly(problem);
        assertThat(parse(text).refused())
                .singleElement()
                .extracting(Refused::key)
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name: UPPER                     | Shop/UPPER: metadata.name: must be a DNS-1123 subdomain
        name: a..b                      | Shop/a..b: metadata.name: must be a DNS-1123 subdomain
        name: a, labels: {-a: b}        | Shop/a: metadata.labels.-a: label key "-a"
        name: a, labels: {a: b c}       | Shop/a: metadata.labels.a: label value "b c"
        name: a, labels: {a: yes}       | Shop/a: metadata.labels.a: must be a string, is the boolean true
        name: a, annotations: {a: 5}    | Shop/a: metadata.annotations.a: must be a string, is the number 5
        name: a, label: {}              | Shop/a: metadata: unknown field `label`, did you mean `labels`?
        """)
    void metadataOfPoliciesIsCheckedAsAnApiServerDoes(String fields, String problem) {
        var text = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: Shop, " + fields
                + "}, spec: {}}";

        assertThat(problems(text)).hasSize(2);
        assertThat(problems(text)).anyMatch(line -> line.startsWith("f:1: NetworkPolicy " + problem));
        assertThat(problems(text)).anyMatch(line -> line.contains("metadata.namespace: must be a DNS-1123 label"));
    }

    @Test
    void aNamespaceThatIsAbsentIsDefaultAndOneTooManyIsNotLookedAt() {
        var text = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}}
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n", "namespace": "x"}}
            """;

        assertThat(names(text)).containsExactly("Pod/default/p", "Node/n");
        assertThat(warnings(text))
                .containsExactly(
                        "f:1: Pod default/p: metadata: has no namespace: read as default",
                        "f:2: Node n: metadata.namespace: is not looked at: a Node has none");
    }

    @Test
    void aResourceThatIsTwiceThereCountsOnceAndItsProblemNamesBothPlaces() {
        var one = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n";
        var input = parse(one + "---\n" + one);

        assertThat(input.resources()).hasSize(1);
        assertThat(input.problems().stream().map(Problem::print))
                .containsExactly("f:5: Namespace a: is there twice: first at f:1");
        var both = ParsedInput.merge(List.of(parse(one), named("g", one), parse("{}")));
        assertThat(both.resources()).hasSize(1);
        assertThat(both.problems().stream().map(Problem::print))
                .containsExactly("g:1: Namespace a: is there twice: first at f:1", "f:1: must have kind, a string");
        assertThat(both.refused()).hasSize(2);
    }

    @Test
    void aRefusedPolicyHasAStandInThatSelectsWhatItSelectsAndDenies() {
        var standIn = (KubernetesNetworkPolicy) standIn("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: a, namespace: ns}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Nonsense]
            """);

        assertThat(standIn.spec().podSelector()).isEqualTo(new LabelSelector(Map.of("app", "web"), List.of()));
        assertThat(standIn.spec().ingress() && standIn.spec().egress()).isTrue();
        assertThat(standIn.spec().ingressRules()).isEmpty();
        assertThat(standIn.spec().egressRules()).isEmpty();
    }

    @Test
    void aStandInSelectsAllWhereTheSelectorCannotBeRead() {
        var standIn = (KubernetesNetworkPolicy) standIn("""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: a, namespace: ns}
            spec: {podSelector: {matchLabels: {app: yes}}}
            """);

        assertThat(standIn.spec().podSelector()).isEqualTo(LabelSelector.ALL);
        assertThat(standIn.key().ref()).isEqualTo("NetworkPolicy/ns/a");
    }

    @Test
    void thereIsNoStandInForANamespaceThatNoSelectorCanMean() {
        var input = parse("""
            {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "a", "namespace": "\\ud800"}}
            {"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "metadata": {"name": "a", "namespace": "'\\""}}
            """);
        assertThat(input.refused()).hasSize(2).extracting(Refused::standIn).containsOnlyNulls();
    }

    @Test
    void aStandInOfACalicoPolicyStaysInItsTierAndDeniesWhatItsSelectorsSay() {
        var standIn = (CalicoPolicy) standIn("""
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: security.a}
            spec: {tier: security, order: 7, selector: "a ==", namespaceSelector: has(b), types: [Nonsense]}
            """);

        assertThat(standIn.spec().tier()).isEqualTo("security");
        assertThat(standIn.spec().order()).isEqualTo(new Order(7));
        assertThat(standIn.spec().selector()).isNull();
        assertThat(standIn.spec().namespaceSelector()).isEqualTo(new Selector.Has("b"));
        assertThat(standIn.spec().ingress() && standIn.spec().egress()).isTrue();
        assertThat(standIn.spec().ingressRules()).singleElement().satisfies(rule -> {
            assertThat(rule.action()).isEqualTo(Action.DENY);
            assertThat(rule.source()).isEqualTo(EntityRule.ANY);
        });
    }

    @Test
    void stagedPoliciesHaveNoStandIn() {
        var input = parse("""
            apiVersion: projectcalico.org/v3
            kind: StagedGlobalNetworkPolicy
            metadata: {name: a}
            spec: {types: [Nonsense]}
            """);

        assertThat(input.refused()).singleElement().extracting(Refused::standIn).isNull();
    }

    @Test
    void aStandInOfAClusterNetworkPolicyDeniesAllOfItsSubject() {
        var standIn = (AdminPolicy) standIn("""
            apiVersion: policy.networking.k8s.io/v1alpha2
            kind: ClusterNetworkPolicy
            metadata: {name: a}
            spec: {tier: Baseline, priority: 5, subject: {namespaces: {matchLabels: {a: b}}}, rules: 7}
            """);

        assertThat(standIn.tier()).isEqualTo(AdminPolicy.AdminTier.BASELINE);
        assertThat(standIn.priority()).isEqualTo(5);
        assertThat(standIn.subject().namespaces()).isEqualTo(new LabelSelector(Map.of("a", "b"), List.of()));
        assertThat(standIn.ingressRules()).singleElement().satisfies(rule -> {
            assertThat(rule.action()).isEqualTo(Action.DENY);
            assertThat(rule.peers()).hasSize(2);
            assertThat(rule.ports()).isEmpty();
        });
        assertThat(standIn.egressRules()).isEqualTo(standIn.ingressRules());
    }

    @Test
    void thereIsNoStandInWhereTheSameInputHasAnAcceptedOne() {
        var good = "{\"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"NetworkPolicy\","
                + " \"metadata\": {\"name\": \"a\", \"namespace\": \"ns\"}, \"spec\": {}}\n";
        var bad = good.replace("{}", "{\"x\": 1}");

        assertThat(parse(bad).refused().getFirst().standIn()).isNotNull();
        assertThat(parse(bad + good).refused().getFirst().standIn()).isNull();
    }

    @Test
    void oneResourceInOtherJsonIsReadAlone() {
        var read =
                new ValueReader("cases").readLine(9, "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {}}");
        var value = ((Checked.Good<Value>) read).value();
        var parsed = (ParsedResource.Rejected) ResourceParser.parse("cases", value);

        assertThat(parsed.refused().where()).isEqualTo(new Where("cases", 9));
        assertThat(parsed.refused().problems().stream().map(Problem::print))
                .containsExactly("cases:9: Pod: metadata.name: is missing");
    }

    private static Resource standIn(String text) {
        var refused = parse(text).refused().getFirst();
        var standIn = Objects.requireNonNull(refused.standIn());
        assertThat(refused.key()).isEqualTo(standIn.key());
        return standIn;
    }

    private static List<String> names(String text) {
        var input = parse(text);
        assertThat(input.problems()).isEmpty();
        return input.resources().stream().map(r -> r.key().ref()).toList();
    }

    private static ParsedInput named(String file, String text) {
        return new InputParser().parse(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
