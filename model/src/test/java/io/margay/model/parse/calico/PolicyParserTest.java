package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.policy;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Order;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
    @Test
    void everyFieldOfAGlobalPolicyIsRead() {
        var policy = Reading.accepted(CalicoPolicy.class, resource("GlobalNetworkPolicy", "security.web", """
            {tier: security, order: -1.5, selector: app == 'web', namespaceSelector: env == 'prod',
             serviceAccountSelector: role == 'front', types: [Egress], applyOnForward: true,
             performanceHints: [AssumeNeededOnEveryNode],
             ingress: [{action: Deny}], egress: [{action: Allow}, {action: Log}]}
            """));
        var spec = policy.spec();

        assertThat(policy.kind()).isEqualTo(Kind.GLOBAL_NETWORK_POLICY);
        assertThat(policy.metadata().name()).isEqualTo("security.web");
        assertThat(policy.staged()).isFalse();
        assertThat(spec.tier()).isEqualTo("security");
        assertThat(spec.order()).isEqualTo(new Order(-1.5));
        assertThat(spec.selector()).isEqualTo(selector("app == 'web'"));
        assertThat(spec.namespaceSelector()).isEqualTo(selector("env == 'prod'"));
        assertThat(spec.serviceAccountSelector()).isEqualTo(selector("role == 'front'"));
        assertThat(spec.ingress()).isFalse();
        assertThat(spec.egress()).isTrue();
        assertThat(spec.ingressRules()).hasSize(1);
        assertThat(spec.egressRules()).hasSize(2);
        assertThat(spec.flags()).containsExactly(Flag.APPLY_ON_FORWARD);
        assertThat(spec.performanceHints()).containsExactly("AssumeNeededOnEveryNode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NetworkPolicy", "GlobalNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy"})
    void withoutASpecAPolicyIsForWhatComesIntoEveryEndpoint(String kind) {
        var spec = policy(kind, "{}");

        assertThat(spec.tier()).isEqualTo("default");
        assertThat(spec.order()).isEqualTo(Order.LAST);
        assertThat(spec.selector()).isNull();
        assertThat(spec.namespaceSelector()).isNull();
        assertThat(spec.serviceAccountSelector()).isNull();
        assertThat(spec.ingress()).isTrue();
        assertThat(spec.egress()).isFalse();
        assertThat(spec.flags()).isEmpty();
        assertThat(policy(kind, "")).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
        {ingress: [{action: Deny}]}                          => true  => false
        {egress: [{action: Deny}]}                           => false => true
        {ingress: [{action: Deny}], egress: [{action: Deny}]} => true => true
        {types: [], egress: [{action: Deny}]}                => false => true
        {types: [Ingress], egress: [{action: Deny}]}         => true  => false
        {types: [Egress]}                                    => false => true
        {types: [Egress, Ingress]}                           => true  => true
        """)
    void directionsAreThoseOfTypesElseThoseOfTheRules(String spec, boolean ingress, boolean egress) {
        assertThat(policy("NetworkPolicy", spec).ingress()).isEqualTo(ingress);
        assertThat(policy("NetworkPolicy", spec).egress()).isEqualTo(egress);
    }

    @Test
    void policiesOfHostEndpointsHaveFlags() {
        assertThat(policy("GlobalNetworkPolicy", "{doNotTrack: true, applyOnForward: true}")
                        .flags())
                .containsExactlyInAnyOrder(Flag.DO_NOT_TRACK, Flag.APPLY_ON_FORWARD);
        assertThat(policy("GlobalNetworkPolicy", "{preDNAT: true, applyOnForward: true, types: [Ingress]}")
                        .flags())
                .containsExactlyInAnyOrder(Flag.PRE_DNAT, Flag.APPLY_ON_FORWARD);
        assertThat(policy("GlobalNetworkPolicy", "{preDNAT: false, doNotTrack: false}")
                        .flags())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        {tier: A}                           => tier: must be a DNS-1123 subdomain (a-z, 0-9, - and ., beginning and ending with a letter or digit), is "A"
        {order: first}                      => order: must be a number, is the text "first"
        {order: .nan}                       => order: must be a number, is the number .nan
        {types: [ingress]}                  => types[0]: must be Ingress or Egress, is "ingress"
        {types: [Ingress, Ingress]}         => types[1]: Ingress is there already
        {types: Ingress}                    => types: must be a list, is the text "Ingress"
        {selector: global()}                => selector: global() can stand only in the namespaceSelector of a rule's source or destination
        {namespaceSelector: global()}       => namespaceSelector: global() can stand only in the namespaceSelector of a rule's source or destination
        {serviceAccountSelector: global()}  => serviceAccountSelector: global() can stand only in the namespaceSelector of a rule's source or destination
        {serviceAccountSelector: a ==}      => serviceAccountSelector: is no selector: column 5: expected a value in quotes, found the end
        {performanceHints: [Fast]}          => performanceHints[0]: must be AssumeNeededOnEveryNode, is "Fast"
        {performanceHints: [AssumeNeededOnEveryNode, AssumeNeededOnEveryNode]} => performanceHints[1]: is there already
        {preDNAT: true}                     => applyOnForward: must be true where doNotTrack or preDNAT is
        {doNotTrack: true}                  => applyOnForward: must be true where doNotTrack or preDNAT is
        {doNotTrack: true, preDNAT: true, applyOnForward: true} => preDNAT: must not be true where doNotTrack is
        {preDNAT: true, applyOnForward: true, egress: [{action: Deny}]} => egress: must be empty where preDNAT is true
        {preDNAT: true, applyOnForward: true, types: [Ingress, Egress]} => types: must not name Egress where preDNAT is true
        {doNotTrack: 'yes'}                 => doNotTrack: must be true or false, is the text "yes"
        {ingress: {action: Deny}}           => ingress: must be a list, is an object
        {ingress: [Deny]}                   => ingress[0]: must be an object, is the text "Deny"
        """)
    void whatCalicoRefusesIsRefused(String spec, String problem) {
        assertThat(problems(resource("GlobalNetworkPolicy", "web", spec))).containsExactly("spec." + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"namespaceSelector", "doNotTrack", "preDNAT", "applyOnForward", "stagedAction", "podSelector"})
    void aNetworkPolicyHasNothingOfOtherKinds(String field) {
        assertThat(problems(resource("NetworkPolicy", "web", "{" + field + ": x}")))
                .singleElement()
                .asString()
                .startsWith("spec: unknown field `" + field + "`");
    }

    @Test
    void whatIsWrongIsToldAllAtOnceWithItsLine() {
        var problems = Reading.read("""
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              ingress:
              - action: Allow
                protocol: TCP
                destination:
                  ports:
                  - 80
                  - 70000
              egress:
              - action: Drop
            """).problems();

        assertThat(problems)
                .map(problem -> problem.print())
                .containsExactly(
                        "test.yaml:11: NetworkPolicy shop/web: spec.ingress[0].destination.ports[1]: port must be"
                                + " 1..65535, is 70000",
                        "test.yaml:13: NetworkPolicy shop/web: spec.egress[0].action: must be Allow, Deny, Log or"
                                + " Pass, is \"Drop\"");
    }

    @Test
    void theStoredFormOfCalicosCustomResourcesIsTheSame() {
        var yaml = resource("NetworkPolicy", "default.web", "{}")
                .replace("projectcalico.org/v3", "crd.projectcalico.org/v1");

        assertThat(Reading.accepted(CalicoPolicy.class, yaml).metadata().name()).isEqualTo("default.web");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindOfCalicoHasAParser(Kind kind) {
        assertThat(CalicoParsers.of(kind) != null).isEqualTo(kind.apiVersion().equals("projectcalico.org/v3"));
    }

    private static Selector selector(String text) {
        return SelectorParser.parse(text).orThrow();
    }
}
