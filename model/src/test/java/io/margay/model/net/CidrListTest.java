package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Seeded: [Seeded] prints the seed of what fails.
class CidrListTest {
    @Test
    void aListIsWhatASortedSetOfTheSamePrefixesIs() {
        Seeded.run(500, random -> {
            var some = new ArrayList<Cidr>();
            for (int i = random.nextInt(6); i > 0; i--) {
                some.add(any(random));
            }
            var list = CidrList.of(some);
            var expected = List.copyOf(new TreeSet<>(some));
            assertThat(list).isEqualTo(expected);
            assertThat(expected).isEqualTo(list);
            assertThat(list).hasSameHashCodeAs(expected);
            for (int i = 0; i < 10; i++) {
                var prefix = any(random);
                assertThat(list.contains(prefix)).isEqualTo(expected.contains(prefix));
            }
            assertThat(list).allMatch(list::contains);
            for (var version : IpVersion.values()) {
                assertThat(list.has(version)).isEqualTo(list.stream().anyMatch(each -> each.version() == version));
            }
        });
    }

    @Test
    void oneAddressIsTheSameListHoweverItIsMade() {
        var list = CidrList.ofV4(0xffff_fffe);
        assertThat(list)
                .isEqualTo(CidrList.of(List.of(Cidr.parse("255.255.255.254").orElseThrow())));
        assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(list).isNotEqualTo(CidrList.EMPTY);
    }

    /// One of few, so that some are there twice: of both versions, with short prefixes, high addresses among them.
    private static Cidr any(RandomGenerator random) {
        boolean isV4 = random.nextBoolean();
        var version = isV4 ? IpVersion.V4 : IpVersion.V6;
        long low = isV4 ? (random.nextInt(4) << 30 | random.nextInt(2)) & 0xffff_ffffL : random.nextInt(3);
        long high = isV4 ? 0 : (long) random.nextInt(4) << 62;
        int prefix = random.nextInt(3) == 0 ? random.nextInt(3) : version.bits() - random.nextInt(2);
        return new Cidr(new Ip(version, high, low), prefix);
    }
}
