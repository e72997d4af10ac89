package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {
    private static final long MIB = 1 << 20;

    @Test
    void whatIsOldMayGrowByAQuarterOrByALittle() {
        assertThat(Heap.bound(0)).isEqualTo(8 * MIB);
        assertThat(Heap.bound(32 * MIB)).isEqualTo(40 * MIB);
        assertThat(Heap.bound(400 * MIB)).isEqualTo(500 * MIB);
    }

    @Test
    void whatGrewAndHardlyGrowsIsCollectedOnce() {
        assertThat(Heap.isWorthIt(20 * MIB, 25 * MIB, 25 * MIB)).isTrue();
        assertThat(Heap.isWorthIt(20 * MIB, 25 * MIB - 100, 25 * MIB)).isTrue();
        assertThat(Heap.isWorthIt(20 * MIB, 24 * MIB, 25 * MIB)).isFalse();
        assertThat(Heap.isWorthIt(160 * MIB, 169 * MIB, 169 * MIB)).isFalse();
        assertThat(Heap.isWorthIt(160 * MIB, 170 * MIB, 170 * MIB)).isTrue();
        assertThat(Heap.isWorthIt(20 * MIB, 20 * MIB, 20 * MIB)).isFalse();
    }
}
