package io.margay.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Value;
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
}
