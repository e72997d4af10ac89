package io.margay.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.Seeded;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PortRangeTest {
    @ParameterizedTest
    @CsvSource({"80, 80, 80", "80:90, 80, 90", "0:65535, 0, 65535", "080, 80, 80", "7:7, 7, 7"})
    void aPortOrTwoWithAColonIsARange(String text, int first, int last) {
        assertThat(PortRange.parse(text)).contains(new PortRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "80:", ":80", "90:80", "65536", "1:65536", "http", "-1", " 80", "80-90", "1:2:3"})
    void anythingElseIsNoRange(String text) {
        assertThat(PortRange.parse(text)).isEmpty();
    }

    @Test
    void aRangeOfOnePortPrintsAsThePort() {
        assertThat(PortRange.single(80)).hasToString("80");
        assertThat(new PortRange(80, 90)).hasToString("80:90");
    }

    @Test
    void bothEndsAreInTheRange() {
        var range = new PortRange(80, 90);

        assertThat(range.contains(80)).isTrue();
        assertThat(range.contains(90)).isTrue();
        assertThat(range.contains(79)).isFalse();
        assertThat(range.contains(91)).isFalse();
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThatThrownBy(() -> new PortRange(90, 80)).hasMessageContaining("got 90:80");
        assertThatThrownBy(() -> new PortRange(-1, 80)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PortRange(80, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rangesThatOverlapOrTouchAreJoined() {
        assertThat(PortRange.merge(ranges("90:95", "80:85", "86", "82:84", "97", "90:92")))
                .isEqualTo(ranges("80:86", "90:95", "97"));
        assertThat(PortRange.merge(ranges("0:65535", "65535"))).isEqualTo(ranges("0:65535"));
        assertThat(PortRange.merge(List.of())).isEmpty();
    }

    @Test
    void mergedRangesHoldTheSamePortsInTheFewestRanges() {
        Seeded.run(20_000, PortRangeTest::mergeKeepsPorts);
    }

    private static void mergeKeepsPorts(RandomGenerator random) {
        var ranges = new ArrayList<PortRange>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int first = random.nextInt(40);
            ranges.add(new PortRange(first, first + random.nextInt(6)));
        }
        var merged = PortRange.merge(ranges);

        assertThat(ports(merged)).isEqualTo(ports(ranges));
        assertThat(PortRange.merge(merged)).isEqualTo(merged);
        for (int i = 1; i < merged.size(); i++) {
            assertThat(merged.get(i).first()).isGreaterThan(merged.get(i - 1).last() + 1);
        }
        Collections.shuffle(ranges, Random.from(random));
        assertThat(PortRange.merge(ranges)).isEqualTo(merged);
    }

    private static BitSet ports(Collection<PortRange> ranges) {
        var ports = new BitSet();
        ranges.forEach(range -> ports.set(range.first(), range.last() + 1));
        return ports;
    }

    private static List<PortRange> ranges(String... texts) {
        return List.of(texts).stream()
                .map(text -> PortRange.parse(text).orElseThrow())
                .toList();
    }
}
