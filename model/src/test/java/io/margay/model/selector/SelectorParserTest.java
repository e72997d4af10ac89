package io.margay.model.selector;

import static io.margay.model.selector.Selector.and;
import static io.margay.model.selector.Selector.or;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.StartsWith;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorParserTest {
    private static final Selector A = new Has("a");
    private static final Selector B = new Has("b");
    private static final Selector C = new Has("c");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \t ", "all()", "all( \t)", "(all())"})
    void emptyTextMeansAll(String text) {
        assertThat(parse(text)).isEqualTo(new All());
    }

    @Test
    void eachComparisonHasItsTree() {
        assertThat(parse("global()")).isEqualTo(new Global());
        assertThat(parse("has( a )")).isEqualTo(A);
        assertThat(parse("a == 'x'")).isEqualTo(new Equals("a", "x"));
        assertThat(parse("a != 'x'")).isEqualTo(new NotEquals("a", "x"));
        assertThat(parse("a contains 'x'")).isEqualTo(new Contains("a", "x"));
        assertThat(parse("a starts with 'x'")).isEqualTo(new StartsWith("a", "x"));
        assertThat(parse("a ends with 'x'")).isEqualTo(new EndsWith("a", "x"));
        assertThat(parse("a in {'x', 'y'}")).isEqualTo(new In("a", List.of("x", "y")));
        assertThat(parse("a not in {'x', 'y'}")).isEqualTo(new NotIn("a", List.of("x", "y")));
    }

    @Test
    void blanksBetweenTheWordsOfAnOperatorMayBeMissingOrMany() {
        assertThat(parse("a startswith'x'")).isEqualTo(new StartsWith("a", "x"));
        assertThat(parse("a ends \t with 'x'")).isEqualTo(new EndsWith("a", "x"));
        assertThat(parse("a notin{'x'}")).isEqualTo(new NotIn("a", List.of("x")));
        assertThat(parse("a=='x'&&b!='y'")).isEqualTo(and(new Equals("a", "x"), new NotEquals("b", "y")));
    }

    @Test
    void valuesOfASetAreSortedAndStandOnce() {
        assertThat(parse("a in {'y', 'x', 'y'}")).isEqualTo(new In("a", List.of("x", "y")));
        assertThat(parse("a in {'x',}")).isEqualTo(new In("a", List.of("x")));
        assertThat(parse("a in { }")).isEqualTo(new In("a", List.of()));
        assertThat(parse("a not in {}")).isEqualTo(new NotIn("a", List.of()));
    }

    @Test
    void andBindsTighterThanOr() {
        assertThat(parse("has(a) || has(b) && has(c)")).isEqualTo(or(A, and(B, C)));
        assertThat(parse("has(a) && has(b) || has(c)")).isEqualTo(or(and(A, B), C));
        assertThat(parse("(has(a) || has(b)) && has(c)")).isEqualTo(and(or(A, B), C));
    }

    @Test
    void notBindsTightest() {
        assertThat(parse("!has(a) && has(b)")).isEqualTo(and(new Not(A), B));
        assertThat(parse("!(has(a) && has(b))")).isEqualTo(new Not(and(A, B)));
        assertThat(parse("!a == 'x'")).isEqualTo(new Not(new Equals("a", "x")));
    }

    @Test
    void severalNotsCountByParity() {
        assertThat(parse("!!has(a)")).isEqualTo(A);
        assertThat(parse("! ! !has(a)")).isEqualTo(new Not(A));
        assertThat(parse("!(!has(a))")).isEqualTo(new Not(new Not(A)));
    }

    @Test
    void operandsAreOneNodeAsFarAsNoParenthesesPartThem() {
        assertThat(parse("has(a) && has(b) && has(c)")).isEqualTo(and(A, B, C));
        assertThat(parse("(has(a) && has(b)) && has(c)")).isEqualTo(and(and(A, B), C));
        assertThat(parse("has(a) || (has(b) || has(c))")).isEqualTo(or(A, or(B, C)));
        assertThat(parse("((has(a)))")).isEqualTo(A);
    }

    @Test
    void operatorsAndFunctionsMayNameLabels() {
        assertThat(parse("in in {'x'}")).isEqualTo(new In("in", List.of("x")));
        assertThat(parse("contains contains 'x'")).isEqualTo(new Contains("contains", "x"));
        assertThat(parse("not not in {'x'}")).isEqualTo(new NotIn("not", List.of("x")));
        assertThat(parse("all == 'x'")).isEqualTo(new Equals("all", "x"));
        assertThat(parse("has == 'x'")).isEqualTo(new Equals("has", "x"));
        assertThat(parse("has(has)")).isEqualTo(new Has("has"));
        assertThat(parse("global != 'x'")).isEqualTo(new NotEquals("global", "x"));
    }

    @Test
    void aLabelHasLettersDigitsAndFourSigns() {
        assertThat(parse("has(Example.com/a_b-9)")).isEqualTo(new Has("Example.com/a_b-9"));
        assertThat(parse("-/. == 'x'")).isEqualTo(new Equals("-/.", "x"));
        assertThat(parse("9 == 'x'")).isEqualTo(new Equals("9", "x"));
    }

    @Test
    void aLabelHasAtMost512Characters() {
        assertThat(parse("has(" + "a".repeat(512) + ")")).isEqualTo(new Has("a".repeat(512)));
        assertThat(SelectorParser.parse("has(" + "a".repeat(513) + ")")).isInstanceOf(ParsedSelector.Bad.class);
    }

    @Test
    void aValueHoldsWhateverItsQuoteDoesNotEnd() {
        assertThat(parse("a == \"it's\"")).isEqualTo(new Equals("a", "it's"));
        assertThat(parse("a == '\"'")).isEqualTo(new Equals("a", "\""));
        assertThat(parse("a == ''")).isEqualTo(new Equals("a", ""));
        assertThat(parse("a == 'x\n\\y && (z'")).isEqualTo(new Equals("a", "x\n\\y && (z"));
        assertThat(parse("a == 'é😀'")).isEqualTo(new Equals("a", "é😀"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ==",
                "a == x",
                "== 'x'",
                "'x' == a",
                "a = 'x'",
                "a === 'x'",
                "a == 'x",
                "a == 'x\"",
                "a == 'x' b == 'y'",
                "a == 'x' &&",
                "&& a == 'x'",
                "a == 'x' & b == 'y'",
                "a == 'x' | b == 'y'",
                "a == 'x' &&& b == 'y'",
                "a == 'x' and b == 'y'",
                "a == 'x' 'y'"
            })
    void whatIsNoComparisonIsRefused(String text) {
        assertThat(SelectorParser.parse(text)).isInstanceOf(ParsedSelector.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "()",
                "(",
                ")",
                "(a == 'x'",
                "a == 'x')",
                "!",
                "has()",
                "has",
                "has(a",
                "has (a)",
                "has(a b)",
                "has('a')",
                "all",
                "all(",
                "all ()",
                "all(a)",
                "global ()",
                "ALL()",
                "xhas(a)",
                "!= 'x'",
                "a !in {'x'}"
            })
    void whatIsNoFunctionOrParenthesisIsRefused(String text) {
        assertThat(SelectorParser.parse(text)).isInstanceOf(ParsedSelector.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a in",
                "a in 'x'",
                "a in {",
                "a in {'x'",
                "a in {x}",
                "a in {,}",
                "a in {'x',,}",
                "a in {'x' 'y'}",
                "a in ('x')",
                "a inx {'x'}",
                "a in_ 'x'",
                "a not 'x'",
                "a contain 'x'",
                "a containsx 'x'",
                "a starts 'x'",
                "a starts withx 'x'",
                "a IN {'x'}"
            })
    void whatIsNoSetOrWordIsRefused(String text) {
        assertThat(SelectorParser.parse(text)).isInstanceOf(ParsedSelector.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\n== 'x'", "a == 'x'\r\n", "a\u00a0== 'x'", "a == 'x'\u0000", "\ufeffall()"})
    void onlySpacesAndTabsAreBlank(String text) {
        assertThat(SelectorParser.parse(text)).isInstanceOf(ParsedSelector.Bad.class);
    }

    private static Selector parse(String text) {
        return SelectorParser.parse(text).orThrow();
    }
}
