package io.margay.model.selector;

import static io.margay.model.selector.Selector.and;
import static io.margay.model.selector.Selector.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.label.Labels;
import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.And;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.Or;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorTest {
    private static final Labels WEB = Labels.of("app", "web-1", "empty", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all()",
                "global()",
                "has(app)",
                "has(empty)",
                "app == 'web-1'",
                "app != 'web'",
                "empty == ''",
                "app in {'db', 'web-1'}",
                "app not in {'db'}",
                "app not in {}",
                "app contains 'b-'",
                "app contains ''",
                "app starts with 'web'",
                "app ends with '-1'",
                "!has(db)",
                "has(app) && has(empty)",
                "has(db) || has(app)"
            })
    void satisfied(String text) {
        assertThat(parse(text).matches(WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!all()",
                "!global()",
                "has(App)",
                "app == 'web'",
                "app != 'web-1'",
                "app in {'web'}",
                "app in {}",
                "app not in {'web-1'}",
                "app contains 'B'",
                "app starts with 'eb'",
                "app ends with 'web'",
                "!has(app)",
                "has(app) && has(db)",
                "has(db) || has(cache)"
            })
    void notSatisfied(String text) {
        assertThat(parse(text).matches(WEB)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "a != 'x' ~ true",
                "a not in {'x'} ~ true",
                "a == 'x' ~ false",
                "a == '' ~ false",
                "a in {'x', ''} ~ false",
                "a contains '' ~ false",
                "a starts with '' ~ false",
                "a ends with '' ~ false",
                "has(a) ~ false",
            })
    void aMissingLabelSatisfiesTheNegatedComparisonsOnly(String text, boolean satisfied) {
        assertThat(parse(text).matches(Labels.EMPTY)).isEqualTo(satisfied);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "`` ~ all()",
                "a=='x' ~ a == \"x\"",
                "a == 'say \"x\"' ~ a == 'say \"x\"'",
                "a == \"it's\" ~ a == \"it's\"",
                "a notin{'y','x','y',} ~ a not in {\"x\", \"y\"}",
                "a in {'\"', \"'\"} ~ a in {'\"', \"'\"}",
                "a in {} ~ a in {}",
                "a startswith 'x' ~ a starts with \"x\"",
                "has( a )&&has(b) ~ (has(a) && has(b))",
                "(has(a) && has(b)) && has(c) ~ ((has(a) && has(b)) && has(c))",
                "has(a) && has(b) || has(c) ~ ((has(a) && has(b)) || has(c))",
                "!(a == 'x') ~ !a == \"x\"",
                "!(has(a) || has(b)) ~ !(has(a) || has(b))",
                "!(!has(a)) ~ !!has(a)",
                "(global( )) ~ global()",
            })
    void canonicalTextIsCalicos(String text, String canonical) {
        assertThat(parse(text).print()).isEqualTo(canonical);
        assertThat(parse(text)).hasToString(canonical);
    }

    @Test
    void valuesAreInTheOrderOfTheirBytes() {
        assertThat(new In("a", List.of("😀", "\uffe5", "z", "zz", "A", "😀")))
                .hasToString("a in {\"A\", \"z\", \"zz\", \"\uffe5\", \"😀\"}");
        assertThat(new In("a", List.of("😀", "\uffe5")).matches(Labels.of("a", "😀")))
                .isTrue();
    }

    @Test
    void keysAreRenamedWhereverTheyStand() {
        var selector = parse("a == 'a' && !(b in {'b'} || has(c)) && all() && d contains 'd'");

        assertThat(selector.mapKeys("pcns."::concat))
                .isEqualTo(parse("pcns.a == 'a' && !(pcns.b in {'b'} || has(pcns.c)) && all() && pcns.d contains 'd'"));
    }

    @Test
    void aPrefixMayMakeAKeyLongerThanTextMayHaveIt() {
        var longest = new Has("a".repeat(512));

        assertThat(longest.mapKeys("pcns."::concat)).isEqualTo(new Has("pcns." + "a".repeat(512)));
    }

    @Test
    void allAndGlobalAreReplacedWhereverTheyStand() {
        var selector = parse("all() && (a == 'all()' || !global())");

        assertThat(selector.replace(new Has("ns"), new Equals("x", "y")))
                .isEqualTo(parse("has(ns) && (a == 'all()' || !x == 'y')"));
    }

    @Test
    void replacingInsideANotIsAsIfTheTextWereReadAgain() {
        var notNamespaced = new Not(new Has("ns"));

        assertThat(parse("!global()").replace(new All(), notNamespaced)).isEqualTo(new Has("ns"));
        assertThat(parse("!(!has(a))").mapKeys(key -> key)).isEqualTo(new Has("a"));
    }

    @Test
    void keysAreVisitedInTheOrderOfTheText() {
        var keys = new ArrayList<String>();
        parse("c == 'x' && !(a in {'y'} || has(b)) || all() || global() || c starts with 'x'")
                .visitKeys(keys::add);

        assertThat(keys).containsExactly("c", "a", "b", "c");
    }

    @Test
    void joiningIsWhatParsingTheOperandsInParenthesesGives() {
        var a = parse("has(a) && has(b)");
        var b = parse("has(c)");

        assertThat(and(a, b)).isEqualTo(parse("(has(a) && has(b)) && (has(c))"));
        assertThat(or(a, b)).isEqualTo(parse("(has(a) && has(b)) || (has(c))"));
        assertThat(and(a)).isEqualTo(a);
        assertThat(and()).isEqualTo(new All());
        assertThat(or().matches(WEB)).isFalse();
    }

    @Test
    void whatNoTextCanSayIsRefused() {
        assertThatThrownBy(() -> new Has("")).hasMessage("no selector can name a label ''");
        assertThatThrownBy(() -> new Has("a) || has(b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Equals("a", "x' || b == \"y"))
                .hasMessage("no selector can hold the value 'x' || b == \"y'");
        assertThatThrownBy(() -> new In("a", List.of("x", "\udc00"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new And(List.of(new Has("a")))).hasMessage("needs two operands or more, got [has(a)]");
        assertThatThrownBy(() -> new Or(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAndValuesCanBeAskedAbout() {
        assertThat(Selector.isKey("example.com/app")).isTrue();
        assertThat(Selector.isKey("a b")).isFalse();
        assertThat(Selector.isKey("")).isFalse();
        assertThat(Selector.isKey("a".repeat(513))).isFalse();
        assertThat(Selector.isValue("it's")).isTrue();
        assertThat(Selector.isValue("'\"")).isFalse();
        assertThat(Selector.isValue("\ud83d\ude00")).isTrue();
        assertThat(Selector.isValue("\ude00\ud83d")).isFalse();
    }

    private static Selector parse(String text) {
        return SelectorParser.parse(text).orThrow();
    }
}
