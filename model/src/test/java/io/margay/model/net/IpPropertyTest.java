package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.Seeded;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `Ip` and `Cidr` beside the JDK's own `InetAddress`, on random addresses.
final class IpPropertyTest {
    private static final int QUICK = 20_000;
    private static final int SLOW = 1_000_000;
    private static final String ALPHABET = "0123456789abcdefF:::...//% g";

    @Test
    void anAddressIsTheOneThatTheJdkReads() {
        Seeded.run(QUICK, IpPropertyTest::agreesWithTheJdk);
    }

    @Test
    @Tag("slow")
    void anAddressIsTheOneThatTheJdkReadsAtLength() {
        Seeded.run(SLOW, IpPropertyTest::agreesWithTheJdk);
    }

    @Test
    void orderIsThatOfTheBytes() {
        Seeded.run(QUICK, IpPropertyTest::isOrderedByBytes);
    }

    @Test
    void aPrefixContainsWhatSharesItsBits() {
        Seeded.run(QUICK, IpPropertyTest::containsWhatSharesItsBits);
    }

    @Test
    void noTextMakesTheParsersThrow() {
        Seeded.run(QUICK, IpPropertyTest::readsOrRefuses);
    }

    @Test
    @Tag("slow")
    void noTextMakesTheParsersThrowAtLength() {
        Seeded.run(SLOW, IpPropertyTest::readsOrRefuses);
    }

    private static void agreesWithTheJdk(RandomGenerator random) {
        var bytes = address(random);
        var ip = Ip.ofBytes(bytes);
        var jdk = jdk(bytes);

        assertThat(Ip.parse(jdk.getHostAddress())).contains(ip);
        assertThat(Ip.parse(ip.toString())).contains(ip);
        assertThat(InetAddress.ofLiteral(ip.toString())).isEqualTo(jdk);
        assertThat(ip.bytes()).isEqualTo(jdk.getAddress());
    }

    private static void isOrderedByBytes(RandomGenerator random) {
        var a = address(random);
        var b = Arrays.copyOf(a, a.length);
        b[random.nextInt(b.length)] ^= (byte) random.nextInt(256);

        assertThat(Integer.signum(Ip.ofBytes(a).compareTo(Ip.ofBytes(b))))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    }

    private static void containsWhatSharesItsBits(RandomGenerator random) {
        var bytes = address(random);
        var cidr = new Cidr(Ip.ofBytes(bytes), random.nextInt(bytes.length * 8 + 1));
        int flipped = random.nextInt(bytes.length * 8);
        bytes[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
        var neighbour = Ip.ofBytes(bytes);

        assertThat(cidr.contains(neighbour))
                .isEqualTo(flipped >= cidr.prefixLength() && neighbour.version() == cidr.version());
        assertThat(cidr.contains(Cidr.of(neighbour))).isEqualTo(cidr.contains(neighbour));
        assertThat(Cidr.parseStrict(cidr.toString())).contains(cidr);
        assertThat(Cidr.hasHostBits(cidr.toString())).isFalse();
    }

    private static void readsOrRefuses(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Cidr.parse(text.toString())
                .ifPresent(cidr -> assertThat(Cidr.parse(cidr.toString())).contains(cidr));
        Ip.parse(text.toString())
                .ifPresent(ip -> assertThat(Ip.parse(ip.toString())).contains(ip));
    }

    /// Half of them V4, a third of the bytes zero, so that runs of zeros come in all lengths; never IPv4-mapped.
    private static byte[] address(RandomGenerator random) {
        var bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt(256));
        }
        return bytes;
    }

    private static InetAddress jdk(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
