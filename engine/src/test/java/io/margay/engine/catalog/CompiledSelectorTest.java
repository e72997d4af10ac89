package io.margay.engine.catalog;

import static io.margay.engine.Cluster.admin;
import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.kubernetes;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Cluster;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PolicyRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The text of each selector, which decides the id of its set.
class CompiledSelectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "selector: a == 'b'                                 | (a == \"b\" && projectcalico.org/namespace == \"shop\")",
                "order: 1                                           | projectcalico.org/namespace == \"shop\"",
                "selector: '  '                                     | (all() && projectcalico.org/namespace == \"shop\")",
                "serviceAccountSelector: c == 'd'                   | (projectcalico.org/namespace == \"shop\" && pcsa.c == \"d\")",
                "`selector: a == 'b' || has(c), serviceAccountSelector: c == 'd'` | `(((a == \"b\" || has(c)) && projectcalico.org/namespace == \"shop\") && pcsa.c == \"d\")`"
            })
    void theSubjectOfANamespacedPolicyIsLimitedToItsNamespace(String spec, String text) {
        var policy = compile(calico("NetworkPolicy", "shop/p", "{" + spec.replace("`", "") + "}"));
        assertThat(policy.subject().print()).isEqualTo(text.replace("`", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "selector: a == 'b'                                | a == \"b\"",
                "order: 1                                          | all()",
                "`selector: a == 'b', namespaceSelector: c == 'd'` | (a == \"b\" && pcns.c == \"d\")",
                "`selector: all(), namespaceSelector: c != 'd'`    | (has(projectcalico.org/namespace) && pcns.c != \"d\")",
                "`selector: a == 'b', namespaceSelector: all()`    | (a == \"b\" && has(projectcalico.org/namespace))",
                "namespaceSelector: c != 'd'                       | pcns.c != \"d\"",
                "`selector: all(), serviceAccountSelector: all()`  | (has(projectcalico.org/serviceaccount) && has(projectcalico.org/serviceaccount))"
            })
    void theSubjectOfAGlobalPolicyIsLimitedByItsSelectors(String spec, String text) {
        var policy = compile(calico("GlobalNetworkPolicy", "p", "{" + spec + "}"));
        assertThat(policy.subject().print()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "selector: a == 'b'                     | (projectcalico.org/namespace == \"shop\" && a == \"b\")",
                "notSelector: a == 'b'                  | (projectcalico.org/namespace == \"shop\" && !a == \"b\")",
                "`selector: has(c), notSelector: has(d)` | ((projectcalico.org/namespace == \"shop\" && has(c)) && !has(d))",
                "namespaceSelector: c == 'd'            | pcns.c == \"d\"",
                "namespaceSelector: all()               | has(projectcalico.org/namespace)",
                "namespaceSelector: global()            | !has(projectcalico.org/namespace)",
                "`selector: has(a), namespaceSelector: c == 'd' && e == 'f'` | ((pcns.c == \"d\" && pcns.e == \"f\") && has(a))",
                "`serviceAccounts: {names: [w, v]}`     | (projectcalico.org/namespace == \"shop\" && projectcalico.org/serviceaccount in {\"v\", \"w\"})",
                "`serviceAccounts: {names: [x], selector: has(l)}, selector: has(a)` | (projectcalico.org/namespace == \"shop\" && ((has(pcsa.l) && projectcalico.org/serviceaccount in {\"x\"}) && has(a)))"
            })
    void theSideOfARuleInANamespacedPolicy(String fields, String text) {
        var source = source(
                compile(calico("NetworkPolicy", "shop/p", "{ingress: [{action: Allow, source: {" + fields + "}}]}")));
        assertThat(source.selector())
                .isNotNull()
                .extracting(peer -> peer.selector().print())
                .isEqualTo(text);
        assertThat(source.notSelector()).isNull();
    }

    @Test
    void aSideOfNetsAloneIsNotLimitedToTheNamespace() {
        var policy = compile(
                calico("NetworkPolicy", "shop/p", "{ingress: [{action: Allow, source: {nets: [10.0.0.0/8]}}]}"));
        assertThat(source(policy).selector()).isNull();
    }

    @Test
    void aNegationStaysOneOnlyWhereNothingPositiveIsBesideIt() {
        var policy = compile(
                calico("GlobalNetworkPolicy", "p", "{ingress: [{action: Allow, source: {notSelector: has(a)}}]}"));
        assertThat(source(policy).selector()).isNull();
        assertThat(source(policy).notSelector())
                .extracting(peer -> peer.selector().print())
                .isEqualTo("has(a)");
    }

    @Test
    void namedPortsAloneHoldTheSelectorInThem() {
        var rule =
                compile(calico("GlobalNetworkPolicy", "p", """
        {types: [Egress], egress: [{action: Allow, protocol: UDP, destination: {selector: has(a), ports: [dns]}}]}""")).egressRules().getFirst();
        assertThat(rule.destination().selector()).isNull();
        assertThat(rule.destination().ports().named()).singleElement().satisfies(named -> {
            assertThat(named.selector().selector().print()).isEqualTo("has(a)");
            assertThat(named.protocol().name()).isEqualTo("UDP");
        });
    }

    @Test
    void besideNumbersTheSelectorStays() {
        var rule =
                compile(calico("GlobalNetworkPolicy", "p", """
        {types: [Egress], egress: [{action: Allow, protocol: UDP, destination: {selector: has(a), ports: [dns, 53]}}]}""")).egressRules().getFirst();
        assertThat(rule.destination().selector()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "podSelector: {}                         | (projectcalico.org/namespace == \"shop\" && projectcalico.org/orchestrator == \"k8s\")",
                "namespaceSelector: {}                   | (has(projectcalico.org/namespace) && projectcalico.org/orchestrator == \"k8s\")",
                "`podSelector: {matchLabels: {b: v, a: w}}` | (projectcalico.org/namespace == \"shop\" && (projectcalico.org/orchestrator == \"k8s\" && a == \"w\" && b == \"v\"))",
                "`namespaceSelector: {matchExpressions: [{key: a, operator: NotIn, values: [x]}, {key: b, operator: DoesNotExist}]}` | ((pcns.a not in {\"x\"} && !has(pcns.b)) && projectcalico.org/orchestrator == \"k8s\")"
            })
    void thePeersOfAKubernetesPolicyArePods(String peer, String text) {
        var policy = compile(kubernetes("shop/p", "{podSelector: {}, ingress: [{from: [{" + peer + "}]}]}"));
        assertThat(source(policy).selector())
                .isNotNull()
                .extracting(it -> it.selector().print())
                .isEqualTo(text);
    }

    @Test
    void theNamespacesOfAnAdminPolicyMeanPodsOnly() {
        var policy = compile(admin("AdminNetworkPolicy", "p", """
        {priority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [
          {namespaces: {matchExpressions: [{key: a, operator: DoesNotExist}]}}]}]}"""));
        assertThat(source(policy).selector())
                .extracting(it -> it.selector().print())
                .isEqualTo("(!has(pcns.a) && projectcalico.org/orchestrator == \"k8s\")");
    }

    private static PeerMatch source(PolicyRules policy) {
        return policy.ingressRules().getFirst().source();
    }

    private static PolicyRules compile(String yaml) {
        var cluster = Cluster.of(yaml);
        return cluster.catalog().policy(cluster.resources().getFirst().key()).orElseThrow();
    }
}
