package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProtocolTest {
    @ParameterizedTest
    @CsvSource({"TCP, 6", "UDP, 17", "SCTP, 132", "ICMP, 1", "ICMPv6, 58", "UDPLite, 136", "47, 47"})
    void aProtocolPrintsAsCalicoNamesIt(String name, int number) {
        assertThat(new Protocol(number).name()).isEqualTo(name);
        assertThat(Protocol.parse(name)).contains(new Protocol(number));
    }

    @ParameterizedTest
    @CsvSource({"tcp, TCP", "Udp, UDP", "icmpv6, ICMPv6", "ICMPV6, ICMPv6", "udplite, UDPLite", "6, TCP", "136, UDPLite"
    })
    void aNameIsReadInAnyCaseAndANumberToo(String text, String name) {
        assertThat(Protocol.parse(text)).map(Protocol::name).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "256", "-6", "TCP ", "ICMP6", "6.0", "tcpip"})
    void anythingElseIsNoProtocol(String text) {
        assertThat(Protocol.parse(text)).isEmpty();
    }

    @Test
    void rulesMayNamePortsOfTcpUdpAndSctpOnly() {
        assertThat(Protocol.TCP.hasPorts()).isTrue();
        assertThat(Protocol.UDP.hasPorts()).isTrue();
        assertThat(Protocol.SCTP.hasPorts()).isTrue();
        assertThat(Protocol.UDPLITE.hasPorts()).isFalse();
        assertThat(Protocol.ICMP.hasPorts()).isFalse();
        assertThat(Protocol.ICMPV6.hasPorts()).isFalse();
    }

    @Test
    void aNumberThatDoesNotFitInAByteIsRefused() {
        assertThatThrownBy(() -> new Protocol(256)).hasMessage("a protocol number is 0 to 255, got 256");
        assertThatThrownBy(() -> new Protocol(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
