package io.margay.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import org.junit.jupiter.api.Test;

final class YamlTextTest {
    @Test
    void objectsAndListsAreIndentedAndTextsStayTexts() {
        var json = "{\"name\":\"web-0\",\"id\":\"10.0.0.1/32\",\"yes\":\"No\",\"count\":3,\"none\":[],"
                + "\"tiers\":[{\"tier\":\"default\",\"policies\":[\"a/b\",\"c: d\"]},{\"tier\":\"x\"}],\"in\":{\"a\":true}}";
        assertThat(YamlText.print(object(json))).isEqualTo("""
                name: web-0
                id: "10.0.0.1/32"
                "yes": "No"
                count: 3
                none: []
                tiers:
                - tier: default
                  policies:
                  - a/b
                  - "c: d"
                - tier: x
                in:
                  a: true
                """);
    }

    private static Value.Mapping object(String json) {
        return switch (new ValueReader("test").readLine(1, json)) {
            case Checked.Good<Value>(Value.Mapping object, var _) -> object;
            case Checked.Good<Value> _, Checked.Bad<Value> _ -> throw new AssertionError(json);
        };
    }
}
