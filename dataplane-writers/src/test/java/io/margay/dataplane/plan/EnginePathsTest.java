package io.margay.dataplane.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.ruleset.Failsafes.Failsafe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnginePathsTest {
    private static final int MOST = 64;

    private final EnginePaths paths = new EnginePaths();

    private void to(String address, int port) throws UnknownHostException {
        paths.to(InetAddress.getByName(address), port);
    }

    private Stream<String> texts() {
        return paths.egress().stream().map(path -> path.peers() + " " + path);
    }

    @Test
    void atFirstThereAreNone() {
        assertThat(paths.egress()).isEmpty();
    }

    @Test
    void whereverAHostWentStaysOpenInAnOrderThatNoOtherWayChanges() throws UnknownHostException {
        to("10.0.0.9", 7443);
        to("fd00::9", 7443);
        to("10.0.0.9", 443);
        assertThat(texts())
                .containsExactly(
                        "[10.0.0.9/32] TCP 443 (Margay)",
                        "[10.0.0.9/32] TCP 7443 (Margay)",
                        "[fd00::9/128] TCP 7443 (Margay)");
        var before = paths.egress();
        to("10.0.0.9", 7443);
        assertThat(paths.egress()).isEqualTo(before);
    }

    @Test
    void whereItDidNotGoForLongestIsForgotten() throws UnknownHostException {
        to("10.0.0.1", 1);
        for (int i = 1; i < MOST; i++) {
            to("10.0.1." + i, 1);
        }
        to("10.0.0.1", 1);
        to("10.0.2.1", 1);
        assertThat(paths.egress()).hasSize(MOST);
        assertThat(paths.egress().stream().map(Failsafe::peers).map(Object::toString))
                .contains("[10.0.0.1/32]", "[10.0.2.1/32]")
                .doesNotContain("[10.0.1.1/32]");
    }
}
