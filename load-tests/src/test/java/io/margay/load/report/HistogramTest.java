package io.margay.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.margay.load.bench.Spread;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final long SEED = 3;

    @Test
    void percentilesAreWithinOnePercentOfThoseOfAllNumbers() {
        var random = new Random(SEED);
        var numbers = new ArrayList<Long>();
        var histogram = new Histogram();
        for (int i = 0; i < 50_000; i++) {
            long number = (long) Math.exp(random.nextDouble() * 30);
            numbers.add(number);
            histogram.add(number);
        }
        var spread = Spread.of(numbers);
        for (int percent : new int[] {1, 10, 50, 90, 99}) {
            long expected = spread.percentile(percent);
            assertThat(histogram.percentile(percent)).isCloseTo(expected, within(expected / 100 + 1));
        }
        assertThat(histogram.percentile(100)).isEqualTo(histogram.max()).isEqualTo(spread.max());
        assertThat(histogram.count()).isEqualTo(50_000);
    }

    @Test
    void smallNumbersAreExact() {
        var histogram = new Histogram();
        for (int i = 0; i <= 200; i++) {
            histogram.add(i);
        }
        assertThat(histogram.percentile(50)).isEqualTo(100);
        histogram.add(-1);
        assertThat(histogram.percentile(0)).isZero();
    }

    @Test
    void ofNothingAllIsNothing() {
        assertThat(new Histogram().percentile(99)).isZero();
    }

    @Test
    void theLargestNumberHasAPlace() {
        var histogram = new Histogram();
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.percentile(50)).isEqualTo(Long.MAX_VALUE);
    }
}
