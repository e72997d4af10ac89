package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberHeapTest {
    private static final long MB = 1 << 20;

    @Test
    void isCollectedWhereMoreIsFreeThanInUse() {
        assertThat(MemberHeap.isWide(600 * MB, 3_000 * MB)).isTrue();
        assertThat(MemberHeap.isWide(600 * MB, 1_201 * MB)).isTrue();
        assertThat(MemberHeap.isWide(600 * MB, 1_200 * MB)).isFalse();
        assertThat(MemberHeap.isWide(2_900 * MB, 3_000 * MB)).isFalse();
    }

    @Test
    void aSmallHeapIsLeftAlone() {
        assertThat(MemberHeap.isWide(20 * MB, 140 * MB)).isFalse();
        assertThat(MemberHeap.isWide(20 * MB, 200 * MB)).isTrue();
    }
}
