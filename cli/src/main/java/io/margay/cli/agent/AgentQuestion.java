package io.margay.cli.agent;

import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of a running agent: a line of JSON, such as
/// `{"agent":"release","endpoint":"shop/web-0","undo":true}`.
public sealed interface AgentQuestion {
    /// How is it?
    record Status() implements AgentQuestion {}

    /// What is on this host?
    ///
    /// @param endpoint empty: all, in short; else this one, in full
    record Show(String endpoint) implements AgentQuestion {}

    /// Let its packets pass by, or no longer.
    ///
    /// @param endpoint empty: the whole host
    /// @param as whom the user is, who became root for this; empty: nobody else
    record Release(String endpoint, boolean undo, String as) implements AgentQuestion {}

    /// Remove all that is Margay's from this host, and end.
    record Uninstall() implements AgentQuestion {}

    /// As a line without its end.
    default String print() {
        var object = new JsonObject();
        switch (this) {
            case Status() -> object.text("agent", "status");
            case Show(var endpoint) -> object.text("agent", "show").text("endpoint", endpoint);
            case Release(var endpoint, var undo, var as) ->
                object.text("agent", "release")
                        .text("endpoint", endpoint)
                        .flag("undo", undo)
                        .text("as", as);
            case Uninstall() -> object.text("agent", "uninstall");
        }
        return JsonText.print(object.done());
    }

    /// What a line asks; empty where it is no question.
    static Optional<AgentQuestion> parse(String line) {
        if (!(new ValueReader("question").readLine(1, line) instanceof Checked.Good<Value>(var value, var _))
                || !(value instanceof Value.Mapping object)) {
            return Optional.empty();
        }
        return Optional.ofNullable(of(object));
    }

    private static @Nullable AgentQuestion of(Value.Mapping object) {
        var endpoint = text(object, "endpoint");
        return switch (text(object, "agent")) {
            case "status" -> new Status();
            case "show" -> new Show(endpoint);
            case "release" -> new Release(endpoint, isSet(object, "undo"), text(object, "as"));
            case "uninstall" -> new Uninstall();
            default -> null;
        };
    }

    private static boolean isSet(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Bool(var _, var flag) && flag;
    }

    private static String text(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Text(var _, var text) ? text : "";
    }
}
