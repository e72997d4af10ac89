package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntSetTest {
    @Test
    void holdsWhatASortedSetHolds() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var set = new IntSet();
            var model = new TreeSet<Integer>();
            for (int step = 0; step < 100; step++) {
                int value = random.nextInt(30);
                if (random.nextInt(3) > 0) {
                    assertThat(set.add(value)).as("seed %s", seed).isEqualTo(model.add(value));
                } else {
                    assertThat(set.remove(value)).as("seed %s", seed).isEqualTo(model.remove(value));
                }
            }
            var held = new ArrayList<Integer>();
            set.forEach(held::add);
            assertThat(held).as("seed %s", seed).containsExactlyElementsOf(model);
            assertThat(set.size()).isEqualTo(model.size());
            assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        }
    }
}
