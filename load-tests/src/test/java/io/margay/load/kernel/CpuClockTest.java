package io.margay.load.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CpuClockTest {
    @Test
    void workTakesCpuTime() {
        var clock = CpuClock.ofThisProcess();
        long before = clock.nanos();
        long after = before;
        while (after - before < clock.resolution()) {
            after = clock.nanos();
        }
        assertThat(after).isGreaterThan(before).isPositive();
    }
}
