package io.margay.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.Seeded;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class LabelsTest {
    @Test
    void aLabelThatIsThereHasItsValue() {
        var labels = Labels.of("tier", "front", "app", "web");

        assertThat(labels.value("app")).isEqualTo("web");
        assertThat(labels.has("app")).isTrue();
        assertThat(labels.is("app", "web")).isTrue();
        assertThat(labels.is("app", "db")).isFalse();
    }

    @Test
    void aMissingLabelHasNoValueAndIsNothing() {
        assertThat(Labels.EMPTY.value("app")).isNull();
        assertThat(Labels.EMPTY.has("app")).isFalse();
        assertThat(Labels.EMPTY.is("app", "")).isFalse();
    }

    @Test
    void anEmptyValueIsAValue() {
        assertThat(Labels.of("app", "").has("app")).isTrue();
        assertThat(Labels.of("app", "").is("app", "")).isTrue();
    }

    @Test
    void labelsStandInTheOrderOfTheirKeys() {
        var labels = Labels.of("b", "2", "c", "3", "a", "1");

        assertThat(labels).hasToString("{a=1, b=2, c=3}");
        assertThat(labels.key(0)).isEqualTo("a");
        assertThat(labels.value(2)).isEqualTo("3");
        assertThat(labels.asMap()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
    }

    @Test
    void equalContentIsEqualWhateverItsOrder() {
        var one = Labels.of("a", "1", "b", "2");
        var other = Labels.of("b", "2", "a", "1");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isEqualByComparingTo(other);
        assertThat(one).isNotEqualTo(Labels.of("a", "2", "b", "1"));
        assertThat(Labels.of(Map.of())).isSameAs(Labels.EMPTY);
    }

    @Test
    void aMapInAnyOrderGivesTheSameLabels() {
        var map = new LinkedHashMap<String, String>();
        map.put("b", "2");
        map.put("c", "3");
        map.put("a", "1");

        assertThat(Labels.of(map)).isEqualTo(Labels.of("a", "1", "b", "2", "c", "3"));
        assertThat(Labels.of(map).value("a")).isEqualTo("1");
    }

    @Test
    void aMapMayChangeLaterWithoutHarm() {
        var map = new HashMap<>(Map.of("a", "1"));
        var labels = Labels.of(map);
        map.put("a", "2");

        assertThat(labels).isEqualTo(Labels.of("a", "1"));
        assertThatThrownBy(() -> labels.asMap().put("a", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aPrefixGoesBeforeEachKey() {
        assertThat(Labels.of("b", "2", "a", "1").prefixed("pcns.")).isEqualTo(Labels.of("pcns.a", "1", "pcns.b", "2"));
    }

    @Test
    void oneLabelIsAddedOrReplaced() {
        var labels = Labels.of("b", "2");

        assertThat(labels.with("a", "1")).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat(labels.with("c", "3")).isEqualTo(Labels.of("b", "2", "c", "3"));
        assertThat(labels.with("b", "9")).isEqualTo(Labels.of("b", "9"));
        assertThat(labels).isEqualTo(Labels.of("b", "2"));
    }

    @Test
    void unwantedLabelsAreLeftOut() {
        var labels = Labels.of("a", "1", "pcns.b", "2");

        assertThat(labels.without(key -> key.startsWith("pcns."))).isEqualTo(Labels.of("a", "1"));
        assertThat(labels.without(key -> false)).isSameAs(labels);
        assertThat(labels.without(key -> true)).isSameAs(Labels.EMPTY);
    }

    @Test
    void pairsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "b")).hasMessage("no value for the last key of [a, 1, b]");
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessage("key comes twice: a");
    }

    @Test
    void labelsBehaveAsASortedMap() {
        Seeded.run(20_000, LabelsTest::behavesAsASortedMap);
    }

    private static void behavesAsASortedMap(RandomGenerator random) {
        var map = new TreeMap<String, String>();
        var labels = Labels.EMPTY;
        for (int i = random.nextInt(12); i > 0; i--) {
            var key = "k" + random.nextInt(10);
            var value = "v" + random.nextInt(3);
            map.put(key, value);
            labels = labels.with(key, value);
        }
        assertThat(labels).isEqualTo(Labels.of(map)).hasSameHashCodeAs(Labels.of(map));
        assertThat(labels.asMap()).isEqualTo(map);
        for (int i = 0; i < 10; i++) {
            assertThat(labels.value("k" + i)).isEqualTo(map.get("k" + i));
        }
    }

    @Test
    void labelsWithTheSameKeysAreMadeFromTheirValues() {
        var labels = Labels.of("app", "web", "tier", "front");

        assertThat(labels.hasKeys(new String[] {"app", "tier", "else"}, 2)).isTrue();
        assertThat(labels.hasKeys(new String[] {"app", "tier", "else"}, 3)).isFalse();
        assertThat(labels.hasKeys(new String[] {"tier", "app"}, 2)).isFalse();
        assertThat(labels.hasKeys(new String[] {"app"}, 1)).isFalse();
        assertThat(labels.withValues(new String[] {"db", "back", "else"}))
                .isEqualTo(Labels.of("app", "db", "tier", "back"));
        assertThat(labels.withValues(new String[] {"web", "front"})).isSameAs(labels);
        assertThat(Labels.EMPTY.withValues(new String[] {"else"})).isSameAs(Labels.EMPTY);
    }
}
