package io.margay.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.resource.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KindWordsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachKindHasAWordOfItsOwnAndMayBeCalledByItsName(Kind kind) {
        assertThat(KindWords.named(KindWords.word(kind))).containsExactly(kind);
        assertThat(KindWords.named(kind.word())).contains(kind);
    }

    @Test
    void wordsAreAsKubectlAndCalicoctlHaveThem() {
        assertThat(KindWords.named("po")).containsExactly(Kind.POD);
        assertThat(KindWords.named("netpol")).containsExactly(Kind.KUBERNETES_NETWORK_POLICY);
        assertThat(KindWords.named("NetworkPolicy.projectcalico.org")).containsExactly(Kind.NETWORK_POLICY);
        assertThat(KindWords.named("gnp")).containsExactly(Kind.GLOBAL_NETWORK_POLICY);
        assertThat(KindWords.named("np")).containsExactly(Kind.KUBERNETES_NETWORK_POLICY, Kind.NETWORK_POLICY);
        assertThat(KindWords.named("networkpolicies")).hasSize(2);
        assertThat(KindWords.named("weather")).isEmpty();
        assertThat(KindWords.named("tiers.example.org")).isEmpty();
    }
}
