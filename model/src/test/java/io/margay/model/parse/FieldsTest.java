package io.margay.model.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Where;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void whatIsThereIsRead() {
        var fields = fields("""
            {"text": "t", "flag": true, "number": 1.5, "list": ["a", "b"], "map": {"k": "v", "n": null},
             "object": {"in": 7}, "objects": [{"in": 1}, {"in": 2}], "absent": null}
            """);

        assertThat(fields.text("text")).isEqualTo("t");
        assertThat(fields.flag("flag")).isTrue();
        assertThat(fields.number("number")).isEqualTo(1.5);
        assertThat(fields.texts("list")).containsExactly("a", "b");
        assertThat(fields.textMap("map")).containsEntry("k", "v").containsEntry("n", "");
        assertThat(fields.object("object"))
                .extracting(o -> o.integer("in", 0, 9))
                .isEqualTo(7);
        assertThat(fields.objects("objects").stream().map(o -> o.integer("in", 0, 9)))
                .containsExactly(1, 2);
        assertThat(fields.has("absent")).isFalse();
        assertThat(fields.has("text")).isTrue();
        fields.finish();
        assertThat(fields.problems()).isEmpty();
    }

    @Test
    void whatIsAbsentOrNullIsEmpty() {
        for (var fields : new Fields[] {fields("{}"), fields("{\"a\": null}")}) {
            assertThat(fields.text("a")).isEmpty();
            assertThat(fields.flag("a")).isFalse();
            assertThat(fields.number("a")).isNull();
            assertThat(fields.integer("a", 0, 1)).isNull();
            assertThat(fields.texts("a")).isEmpty();
            assertThat(fields.textMap("a")).isEmpty();
            assertThat(fields.object("a")).isNull();
            assertThat(fields.objects("a")).isEmpty();
            assertThat(fields.value("a")).isNull();
            assertThat(fields.problems()).isEmpty();
        }
    }

    @Test
    void whatIsOfAnotherTypeIsAProblemWithItsPath() {
        var fields = fields("{\"o\": [{\"a\": 5, \"b\": [1, \"x\"], \"c\": {\"d\": true}}]}")
                .objects("o")
                .getFirst();

        fields.text("a");
        fields.flag("a");
        fields.texts("a");
        fields.object("a");
        fields.number("c");
        fields.texts("b");
        fields.objects("b");
        fields.textMap("c");
        fields.integer("c", 1, 2);
        assertThat(fields.problems().stream().map(Problem::print))
                .containsExactly(
                        "f:3: Kind ns/n: o[0].a: must be a string, is the number 5: put it in quotes",
                        "f:3: Kind ns/n: o[0].a: must be true or false, is the number 5",
                        "f:3: Kind ns/n: o[0].a: must be a list, is the number 5",
                        "f:3: Kind ns/n: o[0].a: must be an object, is the number 5",
                        "f:3: Kind ns/n: o[0].c: must be a number, is an object",
                        "f:3: Kind ns/n: o[0].b[0]: must be a string, is the number 1: put it in quotes",
                        "f:3: Kind ns/n: o[0].b[0]: must be an object, is the number 1",
                        "f:3: Kind ns/n: o[0].b[1]: must be an object, is the text \"x\"",
                        "f:3: Kind ns/n: o[0].c.d: must be a string, is the boolean true: put it in quotes (so are yes,"
                                + " no, on, off, y and n)",
                        "f:3: Kind ns/n: o[0]: c must be 1..2, is an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "1.5", "1e99", "1e999999999", "99999999999999999999999999"})
    void anIntegerOutOfItsRangeIsAProblem(String number) {
        var fields = fields("{\"port\": " + number + "}");

        assertThat(fields.integer("port", 1, 10)).isNull();
        assertThat(fields.problems())
                .extracting(Problem::print)
                .containsExactly("f:3: Kind ns/n: port must be 1..10, is " + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "70e-1"})
    void aWholeNumberIsAnIntegerHoweverWritten(String number) {
        assertThat(fields("{\"a\": " + number + "}").integer("a", 1, 10)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"selecter,selector", "SELECTOR,selector", "types,type", "zzz,''", "type,type"})
    void anUnknownFieldIsAProblemAndATypoIsSeen(String written, String meant) {
        var fields = fields("{\"" + written + "\": 1}");
        fields.ignore("selector", "type");
        fields.finish();

        var known = written.equals(meant);
        var hint = meant.isEmpty() ? "" : ", did you mean `" + meant + "`?";
        assertThat(fields.problems().stream().map(Problem::what).toList())
                .isEqualTo(known ? List.of() : List.of("unknown field `" + written + "`" + hint));
    }

    @Test
    void aFieldThatIsWrittenTwiceIsAProblemOnce() {
        var fields = fields("{\"o\": {\"a\": 1, \"a\": 2}}");
        fields.object("o");
        fields.object("o");

        assertThat(fields.problems())
                .extracting(Problem::print)
                .containsExactly("f:3: Kind ns/n: o: field `a` is written twice");
    }

    @Test
    void longAndOddTextIsShortenedInMessages() {
        var fields = fields("{\"a\": \"" + "x\\n".repeat(1000) + "\"}");
        fields.number("a");

        assertThat(fields.problems().getFirst().what()).hasSizeLessThan(200).doesNotContain("\n");
    }

    @Test
    void aRequiredStringMustBeThereAndNotEmpty() {
        var fields = fields("{\"empty\": \"\", \"number\": 1}");
        fields.required("absent");
        fields.required("empty");
        fields.required("number");

        assertThat(fields.problems())
                .extracting(Problem::what)
                .containsExactly(
                        "is missing", "must not be empty", "must be a string, is the number 1: put it in quotes");
    }

    @Test
    void whoReadsMayReportProblemsAndWarningsOfHisOwn() {
        var fields = fields("{\"a\": [1, 2]}");
        fields.problem("p")
                .problem("a[1]", "q")
                .problem("a[9].x", "r")
                .warning("w")
                .warning("a", "v");

        assertThat(fields.problems()).extracting(Problem::path).containsExactly("", "a[1]", "a[9].x");
        assertThat(fields.warnings())
                .extracting(Problem::print)
                .containsExactly("f:3: Kind ns/n: w", "f:3: Kind ns/n: a: v");
        assertThat(fields.where()).isEqualTo(new Where("f", 3));
        assertThat(fields.where("a[0]")).isEqualTo(new Where("f", 3));
    }

    private static Fields fields(String json) {
        var read = new ValueReader("f").readLine(3, json);
        var object = (Value.Mapping) ((Checked.Good<Value>) read).value();
        return Fields.of("f", "Kind ns/n", object);
    }
}
