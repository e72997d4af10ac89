package io.margay.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void fieldsStandInTheOrderTheyWerePutAndAbsentOnesAreLeftOut() {
        var object = new JsonObject()
                .text("z", "last letter")
                .text("empty", "")
                .text("none", null)
                .number("rule", 2)
                .flag("tierDefault", true)
                .flag("noPolicy", false)
                .value("ingress", new Value.Null(0))
                .value(
                        "list",
                        new Value.Sequence(0, List.of(new Value.Text(0, "a \"quote\""), new Value.Numeral(0, "1.5"))));
        assertThat(JsonText.print(object.done()))
                .isEqualTo("{\"z\":\"last letter\",\"rule\":2,\"tierDefault\":true,\"ingress\":null,"
                        + "\"list\":[\"a \\\"quote\\\"\",1.5]}");
    }

    @Test
    void whatStoodOnALineStandsOnItAgain() {
        var text = "{\"a\":1,\n\n\"b\":[\n{\"c\":\"x\\ny\"}\n,2],\"d\":{}\n}";
        var first = read(text);
        var printed = JsonText.printInLines(first);
        assertThat(printed).isEqualTo("{\"a\":1\n\n,\"b\":[\n{\"c\":\"x\\ny\"}\n,2],\"d\":{}}");
        assertThat(read(printed)).isEqualTo(first);
    }

    private static Value read(String json) {
        return switch (new ValueReader("test").readText(json.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Good<Value>(var value, var _) -> value;
            case Checked.Bad<Value>(var problems, var _) -> throw new AssertionError(problems);
        };
    }
}
