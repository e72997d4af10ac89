package io.margay.model.input;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import io.margay.model.resource.Where;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Where a resource was written that is read from another text since: a request, a store.
///
/// An annotation says it, `margay.io/origin: p.yaml:14`: the place of the resource's first line. Where the other text
/// has its line breaks where the first one had them, every line below is known, too. Without the annotation, or where
/// it is no place, nothing has a line.
public final class Origin {
    /// The annotation's name.
    public static final String ANNOTATION = "margay.io/origin";

    private static final String METADATA = "metadata";
    private static final String ANNOTATIONS = "annotations";
    private static final Pattern PLACE = Pattern.compile("(.{1,490}):([0-9]{1,8})");

    private Origin() {}

    /// What a text of JSON on one line or several says, with the lines of its origin.
    ///
    /// Errors: as of [ResourceParser]; for what is no JSON, its problem.
    public static ParsedResource read(String document) {
        return switch (new ValueReader("").readText(document.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Good<Value>(var value, var _) -> read(value);
            case Checked.Bad<Value>(var problems, var _) ->
                new ParsedResource.Rejected(new Refused(null, Where.NOWHERE, problems, null), List.of());
        };
    }

    /// The same as an input of one resource, or none.
    public static ParsedInput parse(String document) {
        var all = new ParsedInput.Collector();
        all.add(read(document));
        return all.collected();
    }

    /// The same of objects of one text that have been read, each with the lines of its own origin.
    public static ParsedInput parse(List<Value> objects) {
        var all = new ParsedInput.Collector();
        objects.forEach(object -> all.add(read(object)));
        return all.collected();
    }

    /// What an object says that has been read, with the lines of that text.
    public static ParsedResource read(Value object) {
        var place = of(object);
        var moved = place.line() == 0 ? without(object) : moved(object, place.line() - object.line());
        return ResourceParser.parse(place.file(), moved);
    }

    /// Where an object says that it was written; [Where#NOWHERE] if it does not.
    public static Where of(Value object) {
        if (field(field(object, METADATA), ANNOTATIONS) instanceof Value.Mapping annotations
                && annotations.fields().get(ANNOTATION) instanceof Value.Text(var _, var text)) {
            var place = PLACE.matcher(Problem.line(text));
            return place.matches() ? new Where(place.group(1), Integer.parseInt(place.group(2))) : Where.NOWHERE;
        }
        return Where.NOWHERE;
    }

    /// An object that says where it was written.
    public static Value.Mapping written(Value.Mapping object, Where where) {
        return annotated(object, ANNOTATION, where.toString());
    }

    /// An object with one annotation more; the same where it has no metadata, or wrong ones.
    public static Value.Mapping annotated(Value.Mapping object, String annotation, String text) {
        var value = new Value.Text(object.line(), text);
        if (!(object.fields().get(METADATA) instanceof Value.Mapping metadata)) {
            return object;
        }
        var known = metadata.fields().get(ANNOTATIONS);
        if (known != null && !(known instanceof Value.Mapping) && !(known instanceof Value.Null)) {
            return object; // and wrong
        }
        var annotations = known instanceof Value.Mapping mapping
                ? with(mapping, annotation, value)
                : new Value.Mapping(metadata.line(), Map.of(annotation, value));
        return with(object, METADATA, with(metadata, ANNOTATIONS, annotations));
    }

    private static Value.Mapping with(Value.Mapping object, String field, Value value) {
        var fields = new LinkedHashMap<>(object.fields());
        fields.put(field, value);
        return new Value.Mapping(object.line(), fields, object.twice());
    }

    private static Value field(Value of, String name) {
        var value = of instanceof Value.Mapping object ? object.fields().get(name) : null;
        return value == null ? new Value.Null(0) : value;
    }

    private static Value moved(Value value, int by) {
        return by == 0 ? value : placed(value, by, Integer.MAX_VALUE);
    }

    private static Value without(Value value) {
        return placed(value, 0, 0);
    }

    /// The same with other lines: each so many further on, and at most `most`.
    private static Value placed(Value value, int by, int most) {
        int line = Math.max(0, Math.min(most, value.line() + by));
        return switch (value) {
            case Value.Mapping(var _, var fields, var twice) -> {
                var placed = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> placed.put(name, placed(field, by, most)));
                var again = twice.stream()
                        .map(it -> new Value.Twice(Math.max(0, Math.min(most, it.line() + by)), it.name()))
                        .toList();
                yield new Value.Mapping(line, placed, again);
            }
            case Value.Sequence(var _, var items) ->
                new Value.Sequence(
                        line, items.stream().map(item -> placed(item, by, most)).toList());
            case Value.Text(var _, var text) -> new Value.Text(line, text);
            case Value.Numeral(var _, var text) -> new Value.Numeral(line, text);
            case Value.Bool(var _, var flag) -> new Value.Bool(line, flag);
            case Value.Null _ -> new Value.Null(line);
        };
    }
}
