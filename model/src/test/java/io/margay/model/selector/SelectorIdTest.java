package io.margay.model.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectorIdTest {
    /// The ids are what Calico names its IP sets for these selectors.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "`` ~ s:5y5I3VdRZfDU01O--xXAPx2yxCQQqMf0M6IWug",
                "global() ~ s:fiJDJdBoaP_zQxty70sMjIrxwAb5lgM6LYCAow",
                "a == 'b' ~ s:flMh0m0X_BowkAK_W3j3MgH8oQOsj3WxGDoXCQ",
                "!(a == 'b') ~ s:Nx82quSiQDReg0K-G_bP30Nmx32uDaoGbVK4Pw",
                "a=='say \"hi\"' ~ s:XH0_r5nOaaOTJ92eWhaaB7O8A4WAJfkwYNOMHg",
                "x notin {} ~ s:wm4YclSTP0pBB5dPPJpj38SPW2RN0kea58_GEg",
                "n in {'😀','�','z'} ~ s:USha9sf5sei0SfQHK102RSg0cEC4iA6BX2nRbg",
                "(a=='1' && b=='2') && c=='3' ~ s:06MeWtuBPfBX0VYbkckSnVG7IzucxtdFp0lkXg",
                "a=='1' && b=='2' && c=='3' ~ s:KD_zU0EiyPPMgKTgXrt1WVQBo77s6IUYPqkEQA",
                "has(app) && env in {'prod','dev','prod'} || !(tier == \"db\") ~ s:RvMObOgvPtRio3qibrurTOh9d1Ncj-eGQu-XZg",
                "projectcalico.org/orchestrator == 'k8s' ~ s:WP38oCqDbAT2ANRZlXRDeKIcMPtyI8UP8QIKZA",
            })
    void aSelectorHasCalicosId(String text, String id) {
        assertThat(id(text)).hasToString(id);
    }

    @Test
    void equalCanonicalTextIsOneId() {
        assertThat(id("a in {'x', 'y'}")).isEqualTo(id(" ( a in{\"y\",'x','y',} )"));
    }

    @Test
    void equalMeaningAloneIsNot() {
        assertThat(id("has(a) && has(b)")).isNotEqualTo(id("has(b) && has(a)"));
        assertThat(id("!(!has(a))")).isNotEqualTo(id("has(a)"));
    }

    private static SelectorId id(String text) {
        return SelectorId.of(SelectorParser.parse(text).orThrow());
    }
}
