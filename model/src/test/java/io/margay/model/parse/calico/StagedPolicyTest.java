package io.margay.model.parse.calico;

import static io.margay.model.parse.calico.Reading.accepted;
import static io.margay.model.parse.calico.Reading.policy;
import static io.margay.model.parse.calico.Reading.problems;
import static io.margay.model.parse.calico.Reading.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagedPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{stagedAction: Set}", "{stagedAction: Learn}", "{stagedAction: Ignore}"})
    void aStagedPolicyIsReadAsThePolicyThatItWillBe(String spec) {
        var staged = accepted(CalicoPolicy.class, resource("StagedNetworkPolicy", "web", spec));

        assertThat(staged.staged()).isTrue();
        assertThat(staged.spec()).isEqualTo(policy("NetworkPolicy", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"StagedNetworkPolicy", "StagedGlobalNetworkPolicy"})
    void aDeletionSaysNothingElse(String kind) {
        var yaml =
                resource(kind, "security.web", "{stagedAction: Delete, tier: security, types: [Ingress], egress: []}");
        var spec = accepted(CalicoPolicy.class, yaml).spec();

        assertThat(spec.has(Flag.STAGED_DELETE)).isTrue();
        assertThat(spec.tier()).isEqualTo("security");
        assertThat(spec.ingressRules()).isEmpty();
        assertThat(problems(resource(kind, "web", "{stagedAction: Delete, order: 0, selector: all(), ingress: [{}]}")))
                .containsExactlyInAnyOrder(
                        "spec.order: must not be set where stagedAction is Delete",
                        "spec.selector: must not be set where stagedAction is Delete",
                        "spec.ingress: must not be set where stagedAction is Delete");
    }

    @ParameterizedTest
    @CsvSource({"StagedNetworkPolicy", "StagedGlobalNetworkPolicy", "StagedKubernetesNetworkPolicy"})
    void anotherActionIsRefused(String kind) {
        assertThat(problems(resource(kind, "web", "{stagedAction: delete}")))
                .containsExactly("spec.stagedAction: must be Set, Delete, Learn or Ignore, is \"delete\"");
    }

    @Test
    void aStagedGlobalPolicyIsCheckedAsAGlobalPolicy() {
        assertThat(problems(resource("StagedGlobalNetworkPolicy", "web", "{preDNAT: true}")))
                .containsExactly("spec.applyOnForward: must be true where doNotTrack or preDNAT is");
    }

    @Test
    void theKubernetesFormHasTheSpecOfANetworkPolicy() {
        var staged =
                accepted(StagedKubernetesNetworkPolicy.class, resource("StagedKubernetesNetworkPolicy", "web", """
                    {stagedAction: Set, podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress],
                     ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]}
                    """));

        assertThat(staged.staysStaged()).isTrue();
        assertThat(staged.spec().podSelector().matchLabels()).isEqualTo(Map.of("app", "web"));
        assertThat(staged.spec().ingress()).isTrue();
        assertThat(staged.spec().egress()).isTrue();
        assertThat(staged.spec().ingressRules()).hasSize(1);
    }

    @Test
    void theKubernetesFormMayBeADeletion() {
        var deletion = resource("StagedKubernetesNetworkPolicy", "web", "{stagedAction: Delete, podSelector: {}}");

        assertThat(accepted(StagedKubernetesNetworkPolicy.class, deletion).staysStaged())
                .isFalse();
        assertThat(problems(resource(
                        "StagedKubernetesNetworkPolicy", "web", "{stagedAction: Delete, policyTypes: [Ingress]}")))
                .containsExactly("spec.policyTypes: must not be set where stagedAction is Delete");
    }

    @Test
    void theKubernetesFormHasNoTier() {
        assertThat(problems(resource("StagedKubernetesNetworkPolicy", "web", "{podSelector: {}, tier: x}")))
                .containsExactly("spec: unknown field `tier`");
    }
}
