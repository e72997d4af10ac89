package io.margay.model.parse.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.margay.model.parse.FewFields;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one JSON value after another out of a parser.
///
/// Lines are asked for only where the text has several: that is what makes JSON lines cheap to read.
final class JsonTree {
    /// How deep objects and lists may nest; more than any resource does.
    static final int MAX_DEPTH = 100;

    private final JsonParser in;
    private final Texts texts;
    private final int firstLine;
    private final boolean oneLine;
    private int depth;

    JsonTree(JsonParser in, Texts texts, int firstLine, boolean oneLine) {
        this.in = in;
        this.texts = texts;
        this.firstLine = firstLine;
        this.oneLine = oneLine;
    }

    /// The value that the parser's present token begins.
    Value read() throws IOException {
        return read(Shape.EVERY);
    }

    /// The same for a resource, without what nobody reads of its kind. Items of a list that say of what kind they are
    /// go to `items` one by one, before the list itself, which is returned without them.
    Value readResource(Consumer<Value> items) throws IOException {
        return in.currentToken() == JsonToken.START_OBJECT ? resource(items) : read();
    }

    private Value read(Shape shape) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(shape);
            case START_ARRAY -> list(shape);
            case VALUE_STRING -> new Value.Text(line(), text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(line(), in.getText());
            case VALUE_TRUE -> new Value.Bool(line(), true);
            case VALUE_FALSE -> new Value.Bool(line(), false);
            case VALUE_NULL -> new Value.Null(line());
            case null, default -> throw new IllegalStateException("no value begins with " + in.currentToken());
        };
    }

    private Value object(Shape shape) throws IOException {
        var object = new ObjectBuilder(line());
        enter();
        for (var name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            field(object, name, shape.of(name));
        }
        depth--;
        return object.build();
    }

    private void field(ObjectBuilder object, String name, @Nullable Shape shape) throws IOException {
        in.nextToken();
        if (shape == null) {
            in.skipChildren();
        } else {
            object.put(name, read(shape), oneLine ? firstLine : line());
        }
    }

    private Value list(Shape shape) throws IOException {
        var line = line();
        var items = new ArrayList<Value>();
        enter();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(shape));
        }
        depth--;
        return new Value.Sequence(line, items);
    }

    private Value resource(Consumer<Value> items) throws IOException {
        var object = new ObjectBuilder(line());
        var shape = Shape.resource();
        enter();
        for (var name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (name.equals("items") && in.nextToken() == JsonToken.START_ARRAY) {
                object.put(name, items(items), line());
            } else if (name.equals("items")) {
                object.put(name, read(), line());
            } else {
                field(object, name, shape.of(name));
                shape = shape == Shape.resource() ? object.shape() : shape;
            }
        }
        depth--;
        return object.build();
    }

    private Value items(Consumer<Value> items) throws IOException {
        var line = line();
        var kindless = new ArrayList<Value>();
        enter();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            var item = readResource(kindless::add);
            if (item instanceof Value.Mapping object && object.fields().containsKey("kind")) {
                items.accept(item);
            } else {
                kindless.add(item);
            }
        }
        depth--;
        return new Value.Sequence(line, kindless);
    }

    private void enter() throws IOException {
        if (++depth > MAX_DEPTH) {
            throw new StreamConstraintsException(NodeConverter.TOO_DEEP);
        }
    }

    private int line() {
        return oneLine ? firstLine : firstLine + in.currentTokenLocation().getLineNr() - 1;
    }

    private String text() throws IOException {
        return texts.of(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    }

    /// An object while it is read.
    private static final class ObjectBuilder {
        private final int line;
        private Map<String, Value> fields = new FewFields();
        private List<Value.Twice> twice = List.of();

        ObjectBuilder(int line) {
            this.line = line;
        }

        void put(String name, Value value, int line) {
            if (fields.size() == FewFields.MOST && fields instanceof FewFields) {
                fields = new LinkedHashMap<>(fields);
            }
            if (fields.put(name, value) != null) {
                twice = twice.isEmpty() ? new ArrayList<>() : twice;
                twice.add(new Value.Twice(line, name));
            }
        }

        Shape shape() {
            return fields.get("apiVersion") instanceof Value.Text(var _, var api)
                            && fields.get("kind") instanceof Value.Text(var _, var kind)
                    ? Shape.resource(api, kind)
                    : Shape.resource();
        }

        Value build() {
            return new Value.Mapping(line, fields, twice);
        }
    }
}
