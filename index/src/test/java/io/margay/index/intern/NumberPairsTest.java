package io.margay.index.intern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberPairsTest {
    @Test
    void theyAreAMapInTheOrderInWhichTheyCame() {
        var pairs = new NumberPairs<String>();
        var expected = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < 100; i++) {
            pairs.add("key" + i, 3 * i);
            expected.put("key" + i, 3 * i);
        }
        var shown = new LinkedHashMap<String, Integer>();
        pairs.forEach(shown::put);
        assertThat(shown).containsExactlyEntriesOf(expected);
        assertThat(new HashMap<>(pairs)).isEqualTo(expected);
        assertThat(pairs).isEqualTo(expected).hasSize(100);
        assertThat(new NumberPairs<String>()).isEqualTo(Map.of());
    }
}
