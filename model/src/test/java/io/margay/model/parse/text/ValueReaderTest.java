package io.margay.model.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "[1,", "\"te"})
    void whatIsCutOffEndsTooEarly(String json) {
        assertThat(reason(json)).isEqualTo("is not valid JSON: it ends too early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1}", "{\"a\" 1}", "x", "{'a': 1}", "[1] ]", "\"\u0001\""})
    void reasonsNameNothingOfTheParser(String json) {
        assertThat(reason(json)).startsWith("is not valid JSON: ").doesNotContain("`", "Source", "REDACTED");
    }

    @Test
    void aNumberThatIsTooLongHasItsReason() {
        assertThat(reason("9".repeat(5000)))
                .isEqualTo("is not valid JSON: Number value length (5000) exceeds the maximum allowed (1000)");
    }

    private static String reason(String json) {
        return switch (new ValueReader("f").readLine(1, json)) {
            case Checked.Bad<?>(var problems, var _) -> problems.getFirst().what();
            case Checked.Good<?> good -> throw new AssertionError("was read: " + good);
        };
    }
}
