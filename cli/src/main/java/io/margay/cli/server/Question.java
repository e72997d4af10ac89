package io.margay.cli.server;

import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is asked of a running engine: a line of JSON, `{"get":"endpoints","namespace":"shop","name":"cart-0"}`.
///
/// @param namespace only things of it; empty: of all and of none
/// @param name only things of this name, or of `namespace/name`; empty: all
public record Question(Topic topic, String namespace, String name) {
    /// What can be asked about.
    public enum Topic {
        /// Nodes, and how much each holds.
        NODES,
        /// Workloads and host endpoints.
        ENDPOINTS,
        /// Policies in force, and on how many nodes.
        POLICIES,
        /// Sets that some node uses.
        SELECTORS,
        /// Which policies each endpoint has, in order.
        RULESETS;

        /// `nodes`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// As a line without its end.
    public String print() {
        return JsonText.print(new JsonObject()
                .text("get", topic.word())
                .text("namespace", namespace)
                .text("name", name)
                .done());
    }

    /// What a line asks; empty where it is no question.
    static Optional<Question> parse(String line) {
        if (!(new ValueReader("question").readLine(1, line) instanceof Checked.Good<Value>(var value, var _))
                || !(value instanceof Value.Mapping object)) {
            return Optional.empty();
        }
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.word().equals(text(object, "get")))
                .findFirst()
                .map(topic -> new Question(topic, text(object, "namespace"), text(object, "name")));
    }

    /// Whether a thing is asked for.
    boolean isFor(String itsNamespace, String itsName) {
        return (namespace.isEmpty() || namespace.equals(itsNamespace))
                && (name.isEmpty() || name.equals(itsName) || name.equals(itsNamespace + "/" + itsName));
    }

    private static String text(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Text(var _, var text) ? text : "";
    }
}
