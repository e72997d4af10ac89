package io.margay.dataplane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.dataplane.kernel.Netns;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StationTest {
    private static final Netns NOWHERE = new Netns("margay-no-such-namespace");

    @Test
    void aNamespaceThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Station.open(NOWHERE, List.of(8080), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("margay-no-such-namespace");
    }

    @Test
    void aPortThatIsTakenIsAnErrorAndTheOthersAreFreeAgain() throws IOException {
        int free = freePort();
        try (var taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Station.open(Netns.OWN, List.of(free, taken.getLocalPort()), List.of()))
                    .isInstanceOf(IOException.class);
        }
        try (var again = new ServerSocket(free)) {
            assertThat(again.getLocalPort()).isEqualTo(free);
        }
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
