package io.margay.cli.server;

import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How is the engine? A line of JSON: `{"status":"all"}`, or, of one policy, with what names it.
///
/// @param policy null: of everything
public record StatusQuestion(@Nullable ResourceKey policy) {
    private static final String FIELD = "status";

    /// As a line without its end.
    public String print() {
        var line = new JsonObject().text(FIELD, policy == null ? "all" : "policy");
        if (policy != null) {
            line.text("apiVersion", policy.kind().apiVersion())
                    .text("kind", policy.kind().word())
                    .text("namespace", policy.namespace())
                    .text("name", policy.name());
        }
        return JsonText.print(line.done());
    }

    /// What a line asks; empty where it asks something else.
    static Optional<StatusQuestion> parse(String line) {
        if (!(new ValueReader("question").readLine(1, line)
                instanceof Checked.Good<Value>(Value.Mapping object, var _))) {
            return Optional.empty();
        }
        return switch (text(object, FIELD)) {
            case "all" -> Optional.of(new StatusQuestion(null));
            case "policy" ->
                Kind.of(text(object, "apiVersion"), text(object, "kind"))
                        .map(kind -> new StatusQuestion(
                                new ResourceKey(kind, text(object, "namespace"), text(object, "name"))));
            default -> Optional.empty();
        };
    }

    private static String text(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Text(var _, var text) ? text : "";
    }
}
