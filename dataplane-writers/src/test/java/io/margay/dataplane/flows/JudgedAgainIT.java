package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules by which established flows are judged again, with long connections; and why their entries are not deleted.
class JudgedAgainIT {
    private static final int CHANGES = 100;
    private JudgedLab lab;

    @BeforeEach
    void makeLab() {
        lab = JudgedLab.open();
        lab.change(true);
    }

    @AfterEach
    void removeLab() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aFlowThatStaysAllowedGoesOnAcrossAHundredChanges() throws IOException {
        var talks = new ArrayList<Talk>();
        for (var version : IpVersion.values()) {
            talks.add(lab.direct(version));
            talks.add(lab.translated(version));
            talks.add(lab.back(version));
        }
        for (int i = 0; i < CHANGES; i++) {
            lab.change(true);
            assertThat(lab.judgeAgain()).isGreaterThanOrEqualTo(talks.size());
            for (var talk : talks) {
                // A reply may come first, and must not be judged as if it opened the flow.
                assertThat(i % 2 == 0 ? talk.tells() : talk.asks())
                        .as("change " + i)
                        .isTrue();
            }
        }
        for (var talk : talks) {
            assertThat(talk.asks()).isTrue();
        }
        assertThat(lab.waiting()).isZero();
    }

    @Test
    void aFlowThatIsDeniedEndsInBothDirections() throws IOException {
        for (var version : IpVersion.values()) {
            lab.change(true);
            var direct = lab.direct(version);
            var translated = lab.translated(version);
            var back = lab.back(version);
            lab.change(false);
            assertThat(direct.asks()).as("what nobody judges again goes on").isTrue();
            lab.judgeAgain();
            assertThat(direct.asksAtOnce()).isFalse();
            assertThat(translated.asksAtOnce()).isFalse();
            assertThat(direct.tellsAtOnce()).isFalse();
            assertThat(translated.tellsAtOnce()).isFalse();
            // The other way round a flow is still allowed.
            assertThat(back.asks()).isTrue();
            assertThat(lab.back(version).asks()).isTrue();
        }
    }

    @Test
    void aDeniedFlowThatIsSilentUntilItsServerSpeaksEndsWithTheFirstAnswer() throws IOException {
        var talk = lab.direct(IpVersion.V4);
        lab.change(false);
        lab.judgeAgain();
        assertThat(talk.tells()).as("nobody has judged the flow yet").isTrue();
        // The client's acknowledgement has been denied.
        assertThat(talk.tellsAtOnce()).isFalse();
        assertThat(talk.asksAtOnce()).isFalse();
    }

    @Test
    void aFlowThatIsAllowedAgainGoesOn() throws IOException {
        for (var version : IpVersion.values()) {
            lab.change(true);
            var talk = lab.translated(version);
            lab.change(false);
            lab.judgeAgain();
            assertThat(talk.asksAtOnce()).isFalse();
            lab.change(true);
            lab.judgeAgain();
            assertThat(talk.asks()).isTrue();
        }
    }

    @Test
    void deletingItsEntryBreaksATranslatedFlowThatStaysAllowed() throws IOException {
        var talk = lab.translated(IpVersion.V4);
        lab.delete();
        assertThat(talk.tellsAtOnce()).isFalse();
        assertThat(talk.asksAtOnce()).isFalse();
    }

    @Test
    void deletingItsEntryDoesNotEndADeniedFlow() throws IOException {
        var talk = lab.direct(IpVersion.V4);
        lab.change(false);
        lab.delete();
        // The kernel takes the server's packet for one that opens a flow, and that one is allowed.
        assertThat(talk.tells()).isTrue();
        assertThat(talk.asks()).isTrue();
    }
}
