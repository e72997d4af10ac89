package io.margay.load.bench;

import io.margay.model.input.InputParser;
import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Edits as lines of JSON: `{"op":"upsert"|"delete","class":"pod-add","object":{…}}`. Of the object of a delete only
/// apiVersion, kind and metadata are read.
public final class UpdateFile {
    private final String name;
    private final ValueReader values;
    private final InputParser parser = new InputParser();

    private UpdateFile(String name) {
        this.name = name;
        this.values = new ValueReader(name);
    }

    /// A text whose lines come one by one.
    ///
    /// @param name what problems call it
    public static UpdateFile named(String name) {
        return new UpdateFile(name);
    }

    /// All edits of a text, in order.
    ///
    /// Errors: an IOException that names the first line that is no edit, and why.
    ///
    /// @param name what problems call it
    public static List<Edit> read(String name, BufferedReader lines) throws IOException {
        var file = named(name);
        var edits = new ArrayList<Edit>();
        int number = 1;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                edits.add(file.edit(number, line));
            }
            number++;
        }
        return edits;
    }

    /// The edit of a line.
    ///
    /// Errors: an IOException that names the line, and why it is no edit.
    public Edit edit(int number, String line) throws IOException {
        var object = switch (values.readLine(number, line)) {
            case Checked.Good<Value>(Value.Mapping mapping, var _) -> mapping;
            case Checked.Good<Value> _ -> throw wrong(number, "is no object");
            case Checked.Bad<Value>(var problems, var _) -> throw wrong(number, problems);
        };
        var changeClass = text(object, "class");
        if (!(object.fields().get("object") instanceof Value.Mapping resource)) {
            throw wrong(number, "has no object");
        }
        return switch (text(object, "op")) {
            case "upsert" -> Edit.upserted(changeClass, resource(number, resource));
            case "delete" -> Edit.deleted(changeClass, key(number, resource));
            default -> throw wrong(number, "op must be upsert or delete");
        };
    }

    private Resource resource(int number, Value.Mapping object) throws IOException {
        var parsed = parser.parse(name, List.of(object));
        if (parsed.resources().size() != 1) {
            throw parsed.problems().isEmpty()
                    ? wrong(number, "is of a kind that Margay does not read")
                    : wrong(number, parsed.problems());
        }
        return parsed.resources().getFirst();
    }

    private ResourceKey key(int number, Value.Mapping object) throws IOException {
        var kind = Kind.of(text(object, "apiVersion"), text(object, "kind"))
                .orElseThrow(() -> wrong(number, "is of a kind that Margay does not read"));
        if (!(object.fields().get("metadata") instanceof Value.Mapping metadata)) {
            throw wrong(number, "has no metadata");
        }
        return new ResourceKey(kind, text(metadata, "namespace"), text(metadata, "name"));
    }

    private static String text(Value.Mapping object, String field) {
        return object.fields().get(field) instanceof Value.Text(var _, var text) ? text : "";
    }

    private IOException wrong(int line, List<Problem> problems) {
        return wrong(line, problems.getFirst().what());
    }

    private IOException wrong(int line, String what) {
        return new IOException(name + ":" + line + ": " + what);
    }
}
