package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::00ff, 2001:db8::ff",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::1.2.3.4, ::102:304",
    })
    void anAddressIsReadAndPrintedInItsCanonicalForm(String text, String canonical) {
        assertThat(Ip.parse(text)).map(Ip::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:10.1.2.3", "::FFFF:a01:203", "0:0:0:0:0:ffff:10.1.2.3"})
    void aMappedAddressIsItsV4Address(String text) {
        assertThat(Ip.parse(text)).contains(new Ip(IpVersion.V4, 0, 0x0a01_0203L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.256"})
    void whatIsNotFourFieldsOfAByteIsNoV4Address(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01.2.3.4", "1.2.3.00", "1.2.3.-4", "+1.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1.2.3.४", "1.2.3.4/32"
            })
    void whatOtherReadersGuessAtIsNoV4Address(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                ":1",
                "1:",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                "12345::",
                "00001::",
                "g::",
                "１::",
                "fe80::1%eth0",
                "[::1]",
                "::1/128"
            })
    void whatIsNotEightGroupsIsNoV6Address(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1:2:3:4:5:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1:2:3:4:5:6::1.2.3.4", "::01.2.3.4"
            })
    void anEmbeddedV4AddressStandsForTheLastTwoGroupsOnly(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @Test
    void bytesAreInNetworkOrder() {
        assertThat(ip("10.1.2.3").bytes()).containsExactly(10, 1, 2, 3);
        assertThat(ip("102:304::f").bytes()).containsExactly(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15);
    }

    @Test
    void bytesOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> Ip.ofBytes(new byte[5])).hasMessage("an address has 4 or 16 bytes, got 5");
    }

    @Test
    void numbersTooLargeForV4AreRefused() {
        assertThatThrownBy(() -> new Ip(IpVersion.V4, 0, 1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ip(IpVersion.V4, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void v4ComesFirstThenTheLowerNumber() {
        var ascending = Stream.of(
                        "0.0.0.0",
                        "127.0.0.1",
                        "128.0.0.1",
                        "255.255.255.255",
                        "::",
                        "::8000:0:0:0",
                        "7fff::",
                        "8000::")
                .map(IpTest::ip)
                .toList();

        assertThat(ascending.reversed().stream().sorted()).containsExactlyElementsOf(ascending);
    }

    @Test
    void aMaskKeepsTheLeadingBits() {
        assertThat(ip("255.255.255.255").masked(0)).isEqualTo(ip("0.0.0.0"));
        assertThat(ip("255.255.255.255").masked(12)).isEqualTo(ip("255.240.0.0"));
        assertThat(ip("ffff:ffff:ffff:ffff:ffff::").masked(64)).isEqualTo(ip("ffff:ffff:ffff:ffff::"));
        assertThat(ip("ffff:ffff:ffff:ffff:ffff::").masked(65)).isEqualTo(ip("ffff:ffff:ffff:ffff:8000::"));
        assertThat(ip("::1").masked(128)).isEqualTo(ip("::1"));
    }

    @Test
    void aMaskLongerThanTheAddressIsRefused() {
        assertThatThrownBy(() -> ip("10.0.0.1").masked(33))
                .hasMessage("a prefix length for 10.0.0.1 is 0 to 32, got 33");
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
