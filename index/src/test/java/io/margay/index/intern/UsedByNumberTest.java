package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class UsedByNumberTest {
    @Test
    void aValueIsThereAsLongAsItIsUsed() {
        var used = new UsedByNumber<String>();
        assertThat(used.acquire(7)).isFalse();
        used.add(7, "v7");
        assertThat(used.acquire(7)).isTrue();
        assertThatThrownBy(() -> used.add(7, "other")).isInstanceOf(IllegalStateException.class);
        assertThat(used.release(7)).isNull();
        assertThat(used.release(7)).isEqualTo("v7");
        assertThat(used.release(7)).isNull();
        assertThat(used.size()).isZero();
    }

    @Test
    void whatWasSortedBeforeStaysAsItWas() {
        var used = new UsedByNumber<String>();
        used.add(5, "five");
        used.add(2, "two");
        var before = used.sorted();
        used.replace(1, "changed");
        used.release(2);
        used.add(9, "nine");
        var after = used.sorted();
        assertThat(before.keys()).containsExactly(2, 5);
        assertThat(before.get(5)).isEqualTo("five");
        assertThat(after.get(2)).isNull();
        var said = new ArrayList<String>();
        after.since(before, (number, value) -> said.add(number + "=" + value), gone -> said.add("-" + gone));
        assertThat(said).containsExactly("-2", "5=changed", "9=nine");
    }

    @Test
    void itHoldsWhatAMapWithCountsHolds() {
        for (int seed = 0; seed < 50; seed++) {
            var counted = new Counted();
            var random = new Random(seed);
            for (int step = 0; step < 300; step++) {
                counted.step(random.nextInt(40), random.nextBoolean());
            }
            counted.check("seed " + seed);
        }
    }

    @Test
    void whatIsNotThereCannotGo() {
        assertThatThrownBy(() -> new IntCounts().remove(3)).isInstanceOf(IllegalStateException.class);
    }

    /// The same three times over.
    private static final class Counted {
        private final UsedByNumber<Integer> used = new UsedByNumber<>();
        private final IntCounts counts = new IntCounts();
        private final TreeMap<Integer, Integer> expected = new TreeMap<>();

        private void step(int number, boolean comes) {
            int before = expected.getOrDefault(number, 0);
            if (comes) {
                boolean isThere = used.acquire(number);
                assertThat(isThere).isEqualTo(before > 0);
                if (!isThere) {
                    used.add(number, -number);
                }
                assertThat(counts.add(number)).isEqualTo(before == 0);
                expected.put(number, before + 1);
            } else if (before > 0) {
                assertThat(used.release(number)).isEqualTo(before == 1 ? -number : null);
                assertThat(counts.remove(number)).isEqualTo(before == 1);
                expected.computeIfPresent(number, (_, count) -> count == 1 ? null : count - 1);
            }
        }

        private void check(String seed) {
            var counted = new ArrayList<Integer>();
            counts.forEach(counted::add);
            assertThat(used.sorted().keys()).as(seed).isEqualTo(List.copyOf(expected.keySet()));
            assertThat(counted).as(seed).isEqualTo(List.copyOf(expected.keySet()));
        }
    }
}
