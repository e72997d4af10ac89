package io.margay.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static final String ANSWER = """
            {"id":"7","verdict":"deny","egress":{"verdict":"deny","tier":"default",
             "policy":{"kind":"NetworkPolicy","namespace":"shop","name":"redis"},"rule":2},"ingress":null}
            """.replace("\n", "");

    @Test
    void anAnswerIsAsExpectedOfItself() {
        assertThat(holds(ANSWER)).isTrue();
    }

    @Test
    void whatIsLeftOutIsNotAsked() {
        assertThat(holds("{}")).isTrue();
        assertThat(holds("{\"egress\":{\"verdict\":\"deny\"}}")).isTrue();
    }

    @Test
    void caveatsAndTheIdAreNotAsked() {
        assertThat(holds("{\"id\":\"8\",\"caveats\":[\"orderTie\"]}")).isTrue();
    }

    @Test
    void anythingElseThatDiffersIsWrong() {
        assertThat(holds("{\"verdict\":\"allow\"}")).isFalse();
        assertThat(holds("{\"egress\":{\"rule\":1}}")).isFalse();
        assertThat(holds("{\"egress\":{\"policy\":{\"name\":\"web\"}}}")).isFalse();
        assertThat(holds("{\"egress\":{\"tierDefault\":true}}")).isFalse();
    }

    @Test
    void aSideThatIsNotThereIsAskedByNull() {
        assertThat(holds("{\"ingress\":null}")).isTrue();
        assertThat(holds("{\"egress\":null}")).isFalse();
        assertThat(holds("{\"ingress\":{\"verdict\":\"allow\"}}")).isFalse();
    }

    @Test
    void falseIsTheSameAsAbsent() {
        assertThat(holds("{\"egress\":{\"noPolicy\":false}}")).isTrue();
    }

    private static boolean holds(String expected) {
        return Expectation.holds(object(expected), object(ANSWER));
    }

    private static Value.Mapping object(String json) {
        return switch (new ValueReader("test").readLine(1, json)) {
            case Checked.Good<Value>(Value.Mapping object, var _) -> object;
            case Checked.Good<Value> other -> throw new AssertionError("no object: " + other.value());
            case Checked.Bad<Value> bad -> throw new AssertionError(bad.problems());
        };
    }
}
