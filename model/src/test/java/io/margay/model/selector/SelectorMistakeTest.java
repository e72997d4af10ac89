package io.margay.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person is told of a mistake: where it is, what was expected, what was found.
final class SelectorMistakeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "app == web ~ 8 ~ expected a value in quotes, found 'web'",
                "app == ~ 7 ~ expected a value in quotes, found the end",
                "app in [] ~ 8 ~ expected '{', found '['",
                "app in {'a' 'b'} ~ 13 ~ expected ',' or '}', found a value in quotes",
                "app in {'a', b} ~ 14 ~ expected a value in quotes or '}', found 'b'",
                "app == 'web ~ 8 ~ this quote is never closed",
                "(has(a) ~ 8 ~ expected &&, || or ')', found the end",
                "has(a)) ~ 7 ~ expected &&, || or the end, found ')'",
                "has(a) and has(b) ~ 8 ~ expected &&, || or the end, found 'and'",
                "has(a) & has(b) ~ 8 ~ expected &&, || or the end, found '&'",
                "has('a') ~ 5 ~ expected the name of a label, found a value in quotes",
                "has(a b) ~ 7 ~ expected ')', found 'b'",
                "has (a) ~ 5 ~ found a blank before '(', write has( as one word",
                "app == “web” ~ 8 ~ expected a value in quotes, found '“' (U+201C)",
            })
    void itSaysWhereItIsAndWhatWasExpected(String text, int column, String what) {
        assertThat(SelectorParser.parse(text)).isEqualTo(new ParsedSelector.Bad(column, what));
    }

    @Test
    void anOperatorThatIsNoneBringsTheListOfThem() {
        assertThat(SelectorParser.parse("app = 'web'"))
                .hasToString("column 5: expected ==, !=, in, not in, contains, starts with or ends with"
                        + " after label 'app', found '='");
    }

    @Test
    void anOperandThatIsNoneBringsTheListOfThem() {
        assertThat(SelectorParser.parse("has(a) && "))
                .hasToString("column 11: expected a label, has(…), all(), global(), '!' or '(', found the end");
    }

    @Test
    void whatCannotBeSeenIsTold() {
        assertThat(SelectorParser.parse("has(a)\n"))
                .hasToString("column 7: expected &&, || or the end, found a line break"
                        + " (only spaces and tabs may separate words)");
        assertThat(SelectorParser.parse("has(a)\u00a0"))
                .hasToString("column 7: expected &&, || or the end, found U+00A0");
    }

    @Test
    void aLongWordIsCut() {
        assertThat(SelectorParser.parse("a == " + "x".repeat(100_000)))
                .hasToString("column 6: expected a value in quotes, found '" + "x".repeat(40) + "'");
    }

    @Test
    void aLabelThatIsTooLongIsMeasured() {
        assertThat(SelectorParser.parse("has(a) && " + "b".repeat(600) + " == 'x'"))
                .hasToString("column 11: a label has at most 512 characters, this has 600");
    }

    @Test
    void halfASurrogatePairIsNoValue() {
        assertThat(SelectorParser.parse("a == '\ud83d'"))
                .hasToString("column 6: this value holds half of a surrogate pair");
    }

    @Test
    void deepParenthesesAreOneMistakeAndNoStackOverflow() {
        assertThat(SelectorParser.parse("(".repeat(100_000)))
                .hasToString("column 101: parentheses nest deeper than 100");
        assertThat(SelectorParser.parse("!(".repeat(100_000)))
                .hasToString("column 202: parentheses nest deeper than 100");
    }

    @Test
    void theDeepestSelectorNeedsHalfADefaultStack() throws InterruptedException {
        var walked = new AtomicBoolean();
        var thread = new Thread(null, () -> walked.set(walksTheDeepest()), "half a stack", 512 * 1024);
        thread.start();
        thread.join();

        assertThat(walked).isTrue();
    }

    @Test
    void parenthesesSideBySideAreNoDepth() {
        var wide =
                SelectorParser.parse("(has(a))" + " && (has(a))".repeat(2_000)).orThrow();

        assertThat(wide.matches(key -> "x")).isTrue();
    }

    @Test
    void manyNotsAreNoDepth() {
        assertThat(SelectorParser.parse("!".repeat(100_001) + "has(a)").orThrow())
                .hasToString("!has(a)");
    }

    @Test
    void aMistakeInTheProgramsOwnTextIsABug() {
        assertThatThrownBy(() -> SelectorParser.parse("(").orThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a selector: column 2: expected a label");
    }

    private static boolean walksTheDeepest() {
        int depth = SelectorParser.MAX_DEPTH;
        var text = "(has(a) && !".repeat(depth) + "has(b)" + ")".repeat(depth);
        var selector = SelectorParser.parse(text).orThrow();
        var renamed = selector.mapKeys("x"::concat).mapKeys(key -> key.substring(1));
        renamed.visitKeys(key -> assertThat(key).hasSize(1));
        return renamed.equals(SelectorParser.parse(text).orThrow())
                && renamed.hashCode() == selector.hashCode()
                && SelectorId.of(renamed).equals(SelectorId.of(selector))
                && renamed.matches(key -> key.equals("a") ? "" : null) == (depth % 2 == 1);
    }
}
