package io.margay.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {
    @Test
    void aPercentileIsAMeasurementThatSoManyAreNotAbove() {
        var hundred = Spread.of(
                LongStream.rangeClosed(1, 100).map(i -> 101 - i).boxed().toList());
        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(0)).isEqualTo(1);
        assertThat(hundred.max()).isEqualTo(100);
        assertThat(hundred.mean()).isEqualTo(50);
    }

    @Test
    void ofOneAllAreThatOne() {
        var one = Spread.of(List.of(7L));
        assertThat(List.of(one.percentile(0), one.percentile(50), one.percentile(99), one.max(), one.mean()))
                .containsOnly(7L);
    }

    @Test
    void ofNoneAllAreZero() {
        var none = Spread.of(List.of());
        assertThat(none.percentile(99)).isZero();
        assertThat(none.mean()).isZero();
    }
}
