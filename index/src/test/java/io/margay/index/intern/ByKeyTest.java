package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByKeyTest {
    /// Of few hashes, so that many values want one place.
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number / 8;
        }
    }

    private record Value(Key key, int content) {}

    @Test
    void itIsAMapWhateverComesAndGoes() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var values = new ByKey<>(Value::key);
            var expected = new HashMap<Key, Value>();
            for (int step = 0; step < 300; step++) {
                step(random, step, values, expected);
            }
            same(values, expected, seed);
        }
    }

    @Test
    void nothingIsLeftWhenAllGo() {
        var values = new ByKey<>(Value::key);
        values.put(new Value(new Key(1), 0));
        values.clear();
        assertThat(values.size()).isZero();
        assertThat(values.get(new Key(1))).isNull();
        assertThat(values.remove(new Key(1))).isNull();
    }

    private static void step(Random random, int step, ByKey<Key, Value> values, Map<Key, Value> expected) {
        var key = new Key(random.nextInt(1 + random.nextInt(120)));
        if (random.nextInt(5) < 3) {
            var value = new Value(key, step);
            assertThat(values.put(value)).isEqualTo(expected.put(key, value));
        } else {
            assertThat(values.remove(key)).isEqualTo(expected.remove(key));
        }
        assertThat(values.get(key)).isEqualTo(expected.get(key));
    }

    private static void same(ByKey<Key, Value> values, Map<Key, Value> expected, long seed) {
        var shown = new ArrayList<Value>();
        values.forEach(shown::add);
        assertThat(shown).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expected.values());
        assertThat(values.size()).as("seed %s", seed).isEqualTo(expected.size());
        expected.forEach(
                (key, value) -> assertThat(values.get(key)).as("seed %s", seed).isEqualTo(value));
    }
}
