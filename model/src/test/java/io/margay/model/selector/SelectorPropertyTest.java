package io.margay.model.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.Seeded;
import io.margay.model.label.Labels;
import io.margay.model.selector.ParsedSelector.Bad;
import io.margay.model.selector.ParsedSelector.Good;
import java.util.ArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SelectorPropertyTest {
    private static final int QUICK = 20_000;
    private static final int SLOW = 1_000_000;

    @Test
    void printedTextIsReadAsTheSameSelector() {
        Seeded.run(QUICK, SelectorPropertyTest::printsWhatItReads);
    }

    @Test
    @Tag("slow")
    void printedTextIsReadAsTheSameSelectorAtLength() {
        Seeded.run(SLOW, SelectorPropertyTest::printsWhatItReads);
    }

    @Test
    void matchingIsWhatANaiveReaderOfTheTextFinds() {
        Seeded.run(QUICK, SelectorPropertyTest::matchesAsNaively);
    }

    @Test
    @Tag("slow")
    void matchingIsWhatANaiveReaderOfTheTextFindsAtLength() {
        Seeded.run(SLOW, SelectorPropertyTest::matchesAsNaively);
    }

    @Test
    void noTextMakesTheParserThrow() {
        Seeded.run(QUICK, SelectorPropertyTest::readsOrRefuses);
    }

    @Test
    @Tag("slow")
    void noTextMakesTheParserThrowAtLength() {
        Seeded.run(SLOW, SelectorPropertyTest::readsOrRefuses);
    }

    @Test
    void renamingKeysThereAndBackChangesNothing() {
        Seeded.run(QUICK, SelectorPropertyTest::renamesThereAndBack);
    }

    private static void printsWhatItReads(RandomGenerator random) {
        var selector = parse(RandomText.selector(random));
        var reread = parse(selector.print());

        // Two nested Nots, "!(!x)", print as "!!x", which is read as x: the one case where the tree changes.
        assertThat(reread).isEqualTo(selector.mapKeys(key -> key));
        assertThat(parse(reread.print())).isEqualTo(reread);
        if (!selector.print().contains("!!")) {
            assertThat(reread).isEqualTo(selector);
            assertThat(SelectorId.of(reread)).isEqualTo(SelectorId.of(selector));
        }
    }

    private static void matchesAsNaively(RandomGenerator random) {
        var text = RandomText.selector(random);
        var selector = parse(text);
        for (int i = 0; i < 5; i++) {
            var labels = RandomText.labels(random);
            boolean naive = new NaiveReader(text, labels.asMap()).isSatisfied();

            assertThat(selector.matches(labels)).as("%s on %s", text, labels).isEqualTo(naive);
        }
    }

    private static void readsOrRefuses(RandomGenerator random) {
        var text = random.nextBoolean() ? RandomText.soup(random) : RandomText.damaged(random);
        switch (SelectorParser.parse(text)) {
            case Good(var selector) -> {
                var reread = parse(selector.print());
                assertThat(parse(reread.print())).isEqualTo(reread);
            }
            case Bad(int column, var what) -> {
                assertThat(column).isBetween(1, text.length() + 1);
                assertThat(what).isNotBlank().hasSizeLessThan(200);
            }
        }
    }

    private static void renamesThereAndBack(RandomGenerator random) {
        var selector = parse(RandomText.selector(random)).mapKeys(key -> key);
        var renamed = selector.mapKeys("pcns."::concat);
        var keys = new ArrayList<String>();
        renamed.visitKeys(keys::add);

        assertThat(keys).allMatch(key -> key.startsWith("pcns."));
        assertThat(renamed.mapKeys(key -> key.substring("pcns.".length()))).isEqualTo(selector);
        var labels = RandomText.labels(random);
        assertThat(renamed.matches(labels.prefixed("pcns."))).isEqualTo(selector.matches(labels));
        assertThat(renamed.matches(Labels.EMPTY)).isEqualTo(selector.matches(Labels.EMPTY));
    }

    private static Selector parse(String text) {
        return SelectorParser.parse(text).orThrow();
    }
}
