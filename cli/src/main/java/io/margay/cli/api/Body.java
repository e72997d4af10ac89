package io.margay.cli.api;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.DocumentSink;
import io.margay.model.parse.text.Documents;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Where;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads one object that a request brings, in JSON or YAML.
final class Body {
    private Body() {}

    /// Whether it says that it brings JSON.
    static boolean isJson(Call call) {
        return call.request().entity().getContentType().mediaType().toString().equals("application/json");
    }

    /// The object.
    static Checked<Value> read(Call call, byte[] body) {
        return isJson(call) ? new ValueReader("").readText(body) : yaml(body);
    }

    private static Checked<Value> yaml(byte[] body) {
        var values = new ArrayList<Value>();
        var problems = new ArrayList<Problem>();
        Documents.read("", new ByteArrayInputStream(body), new DocumentSink() {
            @Override
            public void value(Value value) {
                values.add(value);
            }

            @Override
            public void problem(Problem problem) {
                problems.add(problem);
            }
        });
        if (problems.isEmpty() && values.size() != 1) {
            problems.add(new Problem(Where.NOWHERE, "", "", "must be one resource, is " + values.size()));
        }
        return problems.isEmpty()
                ? new Checked.Good<>(values.getFirst(), List.of())
                : new Checked.Bad<>(problems, List.of());
    }
}
