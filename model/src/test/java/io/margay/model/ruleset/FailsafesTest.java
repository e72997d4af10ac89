package io.margay.model.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Failsafes.Failsafe;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailsafesTest {
    @Test
    void textIsRead() {
        assertThat(Failsafe.parse("tcp:22")).contains(new Failsafe(Protocol.TCP, 22, List.of(), "SSH"));
        assertThat(Failsafe.parse("UDP:10.0.0.0/8:1"))
                .contains(new Failsafe(Protocol.UDP, 1, List.of(net("10.0.0.0/8")), ""));
        assertThat(Failsafe.parse("sctp:[fd00::/8]:7"))
                .contains(new Failsafe(Protocol.SCTP, 7, List.of(net("fd00::/8")), ""));
        assertThat(Failsafe.parse("tcp:fd00::1:7"))
                .contains(new Failsafe(Protocol.TCP, 7, List.of(net("fd00::1/128")), ""));
        for (var wrong : List.of("", "22", "icmp:1", "tcp:70000", "tcp:22:23", "tcp:300.0.0.0/8:22", "tcp:-1")) {
            assertThat(Failsafe.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void itIsForItsPeersAlone() {
        var failsafes =
                new Failsafes(List.of(Failsafe.parse("tcp:10.0.0.0/8:22").orElseThrow()), List.of());
        assertThat(failsafes.of(Direction.INGRESS, Protocol.TCP, 22, ip("10.1.2.3")))
                .isPresent();
        assertThat(failsafes.of(Direction.INGRESS, Protocol.TCP, 22, ip("192.0.2.1")))
                .isEmpty();
        assertThat(failsafes.of(Direction.INGRESS, Protocol.UDP, 22, ip("10.1.2.3")))
                .isEmpty();
        assertThat(failsafes.of(Direction.EGRESS, Protocol.TCP, 22, ip("10.1.2.3")))
                .isEmpty();
    }

    private static Cidr net(String text) {
        return Cidr.parse(text).orElseThrow();
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
