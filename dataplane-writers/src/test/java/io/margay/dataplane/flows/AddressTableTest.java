package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    private static final int ROUNDS = 200;
    private static final int FIRST_SEED = 21;

    @Test
    void itHasWhatWasPutInAndNothingElse() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            var random = new Random(seed);
            var addresses = new HashSet<Cidr>();
            for (int i = random.nextInt(300); i > 0; i--) {
                addresses.add(Cidr.of(random(random)));
            }
            for (var version : IpVersion.values()) {
                compare(addresses, version, random, "seed " + seed);
            }
        }
    }

    private static void compare(Set<Cidr> addresses, IpVersion version, Random random, String seed) {
        var table = AddressTable.of(version, addresses);
        var own = addresses.stream().filter(it -> it.version() == version);
        assertThat(own).as(seed).allMatch(it -> has(table, it.network()));
        for (int i = 0; i < 300; i++) {
            var ip = random(random);
            boolean isOfIt = ip.version() == version;
            assertThat(isOfIt && has(table, ip))
                    .as(ip + ", " + seed)
                    .isEqualTo(isOfIt && addresses.contains(Cidr.of(ip)));
        }
    }

    /// Near each other, as a cluster's addresses are, some of them 0.
    private static Ip random(Random random) {
        return random.nextBoolean()
                ? new Ip(IpVersion.V4, 0, random.nextInt(600) * (long) random.nextInt(2))
                : new Ip(IpVersion.V6, random.nextInt(2) * 0xfd00_0000_0000_0000L, random.nextInt(600));
    }

    private static boolean has(AddressTable table, Ip ip) {
        return table.has(ip.high(), ip.low());
    }

    @Test
    void aNetIsAllItsAddresses() {
        var table = AddressTable.of(
                IpVersion.V4,
                List.of(
                        Cidr.parse("10.0.0.0/24").orElseThrow(),
                        Cidr.parse("fd00::/8").orElseThrow()));
        assertThat(table.has(0, 0x0a00_00ff)).isTrue();
        assertThat(table.has(0, 0x0a00_0100)).isFalse();
        assertThat(table.has(0, 0)).isFalse();
        assertThat(AddressTable.of(IpVersion.V6, List.of()).isEmpty()).isTrue();
    }
}
