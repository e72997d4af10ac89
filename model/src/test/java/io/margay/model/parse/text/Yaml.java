package io.margay.model.parse.text;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Values out of text, for tests.
public final class Yaml {
    private Yaml() {}

    /// The documents of a text without a problem.
    public static List<Value> values(String text) {
        var values = new ArrayList<Value>();
        Documents.read("f", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new DocumentSink() {
            @Override
            public void value(Value value) {
                values.add(value);
            }

            @Override
            public void problem(Problem problem) {
                throw new AssertionError(problem.print());
            }
        });
        return values;
    }
}
