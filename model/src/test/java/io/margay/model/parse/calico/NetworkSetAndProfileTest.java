package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.accepted;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Action;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSetAndProfileTest {
    @Test
    void netsMayBeAddressesAndHaveBitsAfterThePrefix() {
        var spec = "{nets: [10.0.0.1, 10.1.2.3/8, 'fd00::1', 'fd00::/8', 0.0.0.0/0]}";

        assertThat(accepted(NetworkSet.class, resource("NetworkSet", "s", spec)).nets())
                .map(Cidr::toString)
                .containsExactly("10.0.0.1/32", "10.0.0.0/8", "fd00::1/128", "fd00::/8", "0.0.0.0/0");
        assertThat(accepted(GlobalNetworkSet.class, resource("GlobalNetworkSet", "s", spec))
                        .nets())
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NetworkSet", "GlobalNetworkSet"})
    void aSetMayBeEmpty(String kind) {
        assertThat(problems(resource(kind, "s", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NetworkSet", "GlobalNetworkSet"})
    void whatIsNoNetIsRefused(String kind) {
        assertThat(problems(resource(kind, "s", "{nets: [10.0.0.0/8, 10.0.0.0/40]}")))
                .containsExactly("spec.nets[1]: must be a CIDR or an address, is \"10.0.0.0/40\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NetworkSet", "GlobalNetworkSet"})
    void theNamespaceLabelIsCalicosOwn(String kind) {
        var yaml = resource(kind, "s", "{}").replace("name: s", "name: s, labels: {projectcalico.org/namespace: x}");

        assertThat(problems(yaml))
                .containsExactly("metadata.labels.projectcalico.org/namespace: is Calico's own label, must not be set");
    }

    @Test
    void everyFieldOfAProfileIsRead() {
        var profile = accepted(Profile.class, resource("Profile", "hosts", """
            {labelsToApply: {example.com/team: a, empty: ''},
             ingress: [{action: Allow}, {action: Deny}], egress: [{action: Allow}]}
            """));

        assertThat(profile.labelsToApply()).isEqualTo(Labels.of("example.com/team", "a", "empty", ""));
        assertThat(profile.ingressRules()).map(rule -> rule.action()).containsExactly(Action.ALLOW, Action.DENY);
        assertThat(profile.egressRules()).map(rule -> rule.action()).containsExactly(Action.ALLOW);
    }

    @Test
    void aProfileMayNameServicesOnEitherSide() {
        assertThat(problems(resource("Profile", "hosts", """
            {ingress: [{action: Allow, source: {services: {name: a}}, destination: {services: {name: b}}}]}
            """))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
        {labelsToApply: {a: b c}} => spec.labelsToApply: label value "b c" must be at most 63 of A-Z, a-z, 0-9, -, _ and ., beginning and ending with a letter or digit
        {labelsToApply: {a: 1}}   => spec.labelsToApply.a: must be a string, is the number 1: put it in quotes
        {ingress: [{}]}           => spec.ingress[0].action: is missing
        {order: 1}                => spec: unknown field `order`
        """)
    void whatCalicoRefusesOfAProfileIsRefused(String spec, String problem) {
        assertThat(problems(resource("Profile", "hosts", spec))).containsExactly(problem);
    }

    @Test
    void theBuiltInProfileIsNobodysToWrite() {
        assertThat(problems(resource("Profile", "projectcalico-default-allow", "{}")))
                .containsExactly("metadata.name: projectcalico-default-allow is built in, must not be written");
    }
}
