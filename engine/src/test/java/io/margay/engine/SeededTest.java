package io.margay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(named = Seeded.SEED, matches = ".*", disabledReason = "one seed alone was asked for")
@DisabledIfSystemProperty(named = Seeded.SEEDS, matches = ".*", disabledReason = "another number of seeds was asked for")
class SeededTest {
    @Test
    void eachSeedIsRunOnceWithChanceOfItsOwn() {
        var seeds = new ArrayList<Long>();
        var drawn = new ArrayList<Long>();
        Seeded.run(3, (seed, random) -> {
            seeds.add(seed);
            drawn.add(random.nextLong());
        });
        assertThat(seeds).containsExactly(1L, 2L, 3L);
        assertThat(drawn).doesNotHaveDuplicates().contains(Seeded.random(2).nextLong());
    }

    @Test
    void aFailureNamesItsSeedAndHowToRepeatIt() {
        var seen = new ArrayList<Long>();
        assertThatThrownBy(() -> Seeded.run(9, (seed, _) -> {
                    seen.add(seed);
                    assertThat(seed).isLessThan(4);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 4 failed")
                .hasMessageContaining("-Dmargay.seed=4");
        assertThat(seen).isEqualTo(List.of(1L, 2L, 3L, 4L));
    }
}
