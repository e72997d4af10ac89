package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTest {
    @Test
    void keysThatAreTouchedHaveTheirNewValueOrNone() {
        var before = Sorted.of(new TreeMap<>(Map.of("b", 1, "d", 2, "f", 3)));
        var now = Map.of("a", 10, "d", 20, "g", 30);
        var after = before.with(new TreeSet<>(List.of("a", "b", "c", "d", "g")), now::get);
        assertThat(entries(after)).isEqualTo(new TreeMap<>(Map.of("a", 10, "d", 20, "f", 3, "g", 30)));
        assertThat(entries(before)).isEqualTo(new TreeMap<>(Map.of("b", 1, "d", 2, "f", 3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void touchedKeysAreAsInAMapThatIsChangedSo(long seed) {
        var random = new Random(seed);
        var model = new TreeMap<Integer, Integer>();
        var sorted = Sorted.<Integer, Integer>empty();
        for (int step = 0; step < 300; step++) {
            var touched = new TreeSet<Integer>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                touched.add(random.nextInt(40));
            }
            int value = step;
            touched.forEach(key -> model.compute(key, (_, _) -> random.nextBoolean() ? value : null));
            sorted = sorted.with(touched, model::get);
            assertThat(entries(sorted)).isEqualTo(model);
            assertThat(sorted.size()).isEqualTo(model.size());
        }
    }

    private static <K extends Comparable<K>, V> Map<K, V> entries(Sorted<K, V> sorted) {
        var entries = new TreeMap<K, V>();
        sorted.since(Sorted.empty(), entries::put, key -> {});
        return entries;
    }
}
