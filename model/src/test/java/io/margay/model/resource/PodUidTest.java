package io.margay.model.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodUidTest {
    @Test
    void theNumberOfAUidIsTheSameInEveryProcess() {
        assertThat(Pod.uid("6ba7")).isEqualTo(786974249216208133L);
        assertThat(Pod.uid("434b9ac6")).isEqualTo(6989892278952197909L);
    }

    @Test
    void onlyNoUidIsNothing() {
        assertThat(Pod.uid("")).isZero();
        assertThat(Pod.uid("a")).isNotZero();
    }
}
