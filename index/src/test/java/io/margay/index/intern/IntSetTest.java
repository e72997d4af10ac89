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
            compare(new Random(seed), "seed " + seed);
        }
    }

    private static void compare(Random random, String seed) {
        var set = new IntSet();
        var model = new TreeSet<Integer>();
        for (int step = 0; step < 100; step++) {
            int value = random.nextInt(30);
            boolean comes = random.nextInt(3) > 0;
            boolean differs = comes ? set.add(value) : set.remove(value);
            assertThat(differs).as(seed).isEqualTo(comes ? model.add(value) : model.remove(value));
        }
        var held = new ArrayList<Integer>();
        set.forEach(held::add);
        assertThat(held).as(seed).containsExactlyElementsOf(model);
        assertThat(set.size()).as(seed).isEqualTo(model.size());
        assertThat(set.isEmpty()).as(seed).isEqualTo(model.isEmpty());
    }
}
