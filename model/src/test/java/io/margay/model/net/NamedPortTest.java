package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NamedPortTest {
    @Test
    void namedPortsAreInOrderOfNameThenProtocolThenPort() {
        var ascending = List.of(
                new NamedPort("dns", Protocol.TCP, 53),
                new NamedPort("dns", Protocol.UDP, 53),
                new NamedPort("dns", Protocol.UDP, 5353),
                new NamedPort("http", Protocol.TCP, 80));

        assertThat(ascending.reversed().stream().sorted()).containsExactlyElementsOf(ascending);
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new NamedPort("http", Protocol.TCP, 65_536))
                .hasMessage("a port is 0 to 65535, got 65536 for http");
    }

    @Test
    void itPrintsWhatItNames() {
        assertThat(new NamedPort("http", Protocol.TCP, 8080)).hasToString("http=TCP/8080");
    }
}
