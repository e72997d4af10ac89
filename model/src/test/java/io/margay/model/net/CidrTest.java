package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.0.0.0/08, 10.0.0.0/8",
        "2001:db8::1/32, 2001:db8::/32",
        "::1, ::1/128",
        "::/0, ::/0",
    })
    void aPrefixIsReadWithItsHostBitsCleared(String text, String canonical) {
        assertThat(Cidr.parse(text)).map(Cidr::toString).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:10.0.0.1, 10.0.0.1/32",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:0:0/96, 0.0.0.0/0",
        "::ffff:0:0/95, ::fffe:0:0/95",
        "::ffff:10.0.0.0/0, ::/0",
    })
    void aPrefixOfMappedAddressesIsThatOfTheirV4Addresses(String text, String canonical) {
        assertThat(Cidr.parse(text)).map(Cidr::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8 "
            })
    void whatIsNotAnAddressAndItsLengthIsNoPrefix(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8/8", "10/8", "fe80::1%eth0/64", "10.0.0.0/99999999999999999999", "host/8"})
    void whatOtherReadersGuessAtIsNoPrefix(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void aStrictPrefixNeedsItsLength() {
        assertThat(Cidr.parseStrict("10.0.0.1")).isEmpty();
        assertThat(Cidr.parseStrict("10.0.0.1/32")).contains(Cidr.of(ip("10.0.0.1")));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, true",
        "10.0.0.0/8, false",
        "10.0.0.1/32, false",
        "10.0.0.1, false",
        "2001:db8::1/64, true",
        "2001:db8::/64, false",
        "::ffff:10.0.0.1/104, true",
        "nonsense/8, false",
    })
    void hostBitsAreThoseAfterThePrefix(String text, boolean has) {
        assertThat(Cidr.hasHostBits(text)).isEqualTo(has);
    }

    @Test
    void aPrefixContainsWhatIsInsideItAndItself() {
        var ten = cidr("10.0.0.0/8");

        assertThat(ten.contains(ip("10.255.255.255"))).isTrue();
        assertThat(ten.contains(ip("11.0.0.0"))).isFalse();
        assertThat(ten.contains(ten)).isTrue();
        assertThat(ten.contains(cidr("10.1.0.0/16"))).isTrue();
        assertThat(cidr("10.1.0.0/16").contains(ten)).isFalse();
    }

    @Test
    void aPrefixContainsNothingOfTheOtherVersion() {
        assertThat(cidr("::/0").contains(ip("10.0.0.1"))).isFalse();
        assertThat(cidr("0.0.0.0/0").contains(ip("::1"))).isFalse();
        assertThat(cidr("::/0").contains(cidr("0.0.0.0/0"))).isFalse();
    }

    @Test
    void aPrefixOfFullLengthIsSingle() {
        assertThat(cidr("10.0.0.1/32").isSingle()).isTrue();
        assertThat(cidr("10.0.0.0/31").isSingle()).isFalse();
        assertThat(cidr("::1/128").isSingle()).isTrue();
        assertThat(cidr("::/32").isSingle()).isFalse();
    }

    @Test
    void widerPrefixesComeBeforeNarrowerOnesOfTheSameNetwork() {
        var ascending = Stream.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "::/0", "::/8")
                .map(CidrTest::cidr)
                .toList();

        assertThat(ascending.reversed().stream().sorted()).containsExactlyElementsOf(ascending);
    }

    @Test
    void aLengthThatTheVersionDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new Cidr(ip("10.0.0.0"), 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(ip("::"), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    private static Cidr cidr(String text) {
        return Cidr.parseStrict(text).orElseThrow();
    }
}
