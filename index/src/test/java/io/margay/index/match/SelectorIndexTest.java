package io.margay.index.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.label.Labels;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class SelectorIndexTest {
    private static final List<String> KEYS = List.of("app", "team", "env");
    private static final List<String> VALUES = List.of("a", "ab", "b");

    private final SelectorIndex index = new SelectorIndex();

    @Test
    void aSelectorThatComesMeansWhatIsThere() {
        index.put(1, Labels.of("app", "web"));
        index.put(2, Labels.of("app", "db"));
        index.addSelector(7, selector("app == 'web'"));
        assertThat(index.meaning(7)).isEqualTo(RoaringBitmap.bitmapOf(1));
        assertThat(index.selectorsOf(2).isEmpty()).isTrue();
    }

    @Test
    void anObjectThatChangesJoinsAndLeaves() {
        index.addSelector(1, selector("app == 'web'"));
        index.addSelector(2, selector("app == 'db'"));
        index.addSelector(3, selector("has(app)"));
        assertThat(index.put(9, Labels.of("app", "web")).joined()).isEqualTo(RoaringBitmap.bitmapOf(1, 3));
        var rematch = index.put(9, Labels.of("app", "db"));
        assertThat(rematch.joined()).isEqualTo(RoaringBitmap.bitmapOf(2));
        assertThat(rematch.left()).isEqualTo(RoaringBitmap.bitmapOf(1));
        assertThat(index.remove(9).left()).isEqualTo(RoaringBitmap.bitmapOf(2, 3));
        assertThat(index.meaning(3).isEmpty()).isTrue();
    }

    @Test
    void aMeaningThatWasAskedForStaysAsItWas() {
        index.addSelector(1, selector("all()"));
        var before = index.meaning(1);
        index.put(4, Labels.EMPTY);
        assertThat(before.isEmpty()).isTrue();
    }

    @Test
    void aSelectorHasOneAddAndOneRemove() {
        index.addSelector(1, selector("all()"));
        assertThatThrownBy(() -> index.addSelector(1, selector("all()"))).isInstanceOf(IllegalStateException.class);
        index.removeSelector(1);
        assertThatThrownBy(() -> index.removeSelector(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everySelectorMeansWhatMatchesItWhateverCameFirst() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var changing = new SelectorIndex();
            var objects = new TreeMap<Integer, Labels>();
            var selectors = new TreeMap<Integer, Selector>();
            for (int step = 0; step < 60; step++) {
                change(changing, objects, selectors, random);
            }
            selectors.forEach((number, selector) ->
                    assertThat(changing.meaning(number)).as("%s", selector).isEqualTo(expected(selector, objects)));
            for (int object = 0; object < 12; object++) {
                assertThat(changing.selectorsOf(object))
                        .as("seed %s, object %s", seed, object)
                        .isEqualTo(expected(selectors, objects.get(object)));
            }
        }
    }

    @Test
    void whatMeansAnObjectIsKnownAsSelectorsBecomeBroadAndNarrow() {
        index.addSelector(1, selector("has(app)"));
        index.addSelector(2, selector("app == 'a' && env != 'b'"));
        for (int object = 0; object < 10_000; object++) {
            index.put(object, Labels.of("app", "a"));
        }
        index.addSelector(3, selector("!has(env)"));
        assertThat(index.selectorsOf(9_999)).isEqualTo(RoaringBitmap.bitmapOf(1, 2, 3));
        for (int object = 0; object < 9_000; object++) {
            index.put(object, Labels.of("app", "b", "env", "b"));
        }
        assertThat(index.selectorsOf(8_999)).isEqualTo(RoaringBitmap.bitmapOf(1));
        assertThat(index.selectorsOf(9_999)).isEqualTo(RoaringBitmap.bitmapOf(1, 2, 3));
        index.removeSelector(2);
        index.removeSelector(1);
        assertThat(index.remove(9_999).left()).isEqualTo(RoaringBitmap.bitmapOf(3));
        assertThat(index.selectorsOf(9_999).isEmpty()).isTrue();
        assertThat(index.meaning(3).getCardinality()).isEqualTo(999);
    }

    @Test
    void anObjectAsksOnlyTheSelectorsThatItsRarestLabelsOffer() {
        addSelectorsOfNamespaces();
        putObjects(0, 4_000);
        long before = index.evaluations();
        putObjects(4_000, 8_000);
        assertThat(index.evaluations() - before).as("whatever came first").isLessThan(4_000 * 30);
    }

    @Test
    void selectorsThatComeBeforeObjectsAreAnchoredAnewSoon() {
        addSelectorsOfNamespaces();
        putObjects(0, 4_000);
        assertThat(index.evaluations()).isLessThan(4_000 * 60);
    }

    @Test
    void selectorsThatComeAfterObjectsAreAnchoredWell() {
        putObjects(0, 4_000);
        addSelectorsOfNamespaces();
        putObjects(4_000, 8_000);
        assertThat(index.evaluations()).isLessThan(4_000 * 30);
    }

    /// 4,000 selectors, 20 for each of 200 namespaces; what nearly all objects have comes first in their texts.
    private void addSelectorsOfNamespaces() {
        for (int i = 0; i < 4_000; i++) {
            index.addSelector(
                    i, selector("(kind == 'pod' && app == 'app" + i % 20 + "') && namespace == 'ns" + i / 20 + "'"));
        }
    }

    private void putObjects(int from, int to) {
        for (int i = from; i < to; i++) {
            index.put(i, Labels.of("kind", "pod", "app", "app" + i % 20, "namespace", "ns" + i % 200));
        }
    }

    private static void change(
            SelectorIndex index,
            Map<Integer, Labels> objects,
            Map<Integer, Selector> selectors,
            RandomGenerator random) {
        int number = random.nextInt(12);
        switch (random.nextInt(4)) {
            case 0 -> {
                objects.remove(number);
                index.remove(number);
            }
            case 1 -> {
                if (selectors.remove(number) != null) {
                    index.removeSelector(number);
                }
            }
            case 2 -> {
                if (!selectors.containsKey(number)) {
                    selectors.put(number, selector(random, 3));
                    index.addSelector(number, selectors.getOrDefault(number, new Selector.All()));
                }
            }
            default -> {
                var labels = labels(random);
                objects.put(number, labels);
                index.put(number, labels);
            }
        }
    }

    private static RoaringBitmap expected(Selector selector, Map<Integer, Labels> objects) {
        var expected = new RoaringBitmap();
        objects.forEach((number, labels) -> {
            if (selector.matches(labels)) {
                expected.add(number);
            }
        });
        return expected;
    }

    private static RoaringBitmap expected(Map<Integer, Selector> selectors, @Nullable Labels labels) {
        var expected = new RoaringBitmap();
        selectors.forEach((number, selector) -> {
            if (labels != null && selector.matches(labels)) {
                expected.add(number);
            }
        });
        return expected;
    }

    private static Labels labels(RandomGenerator random) {
        var labels = new HashMap<String, String>();
        for (var key : KEYS) {
            if (random.nextBoolean()) {
                labels.put(key, VALUES.get(random.nextInt(3)));
            }
        }
        return Labels.of(labels);
    }

    private static Selector selector(RandomGenerator random, int depth) {
        var key = KEYS.get(random.nextInt(3));
        var value = VALUES.get(random.nextInt(3));
        return switch (random.nextInt(depth == 0 ? 10 : 13)) {
            case 0 -> new Selector.All();
            case 1 -> new Selector.Global();
            case 2 -> new Selector.Has(key);
            case 3 -> new Selector.Equals(key, value);
            case 4 -> new Selector.NotEquals(key, value);
            case 5 -> new Selector.In(key, VALUES.subList(0, random.nextInt(3)));
            case 6 -> new Selector.NotIn(key, VALUES.subList(0, random.nextInt(3)));
            case 7 -> new Selector.Contains(key, value);
            case 8 -> new Selector.StartsWith(key, value);
            case 9 -> new Selector.EndsWith(key, value);
            case 10 -> new Selector.Not(selector(random, depth - 1));
            case 11 -> Selector.and(selector(random, depth - 1), selector(random, depth - 1));
            default -> Selector.or(selector(random, depth - 1), selector(random, depth - 1));
        };
    }

    private static Selector selector(String text) {
        return SelectorParser.parse(text).orThrow();
    }
}
