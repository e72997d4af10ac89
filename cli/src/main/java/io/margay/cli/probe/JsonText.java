package io.margay.cli.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Prints values as JSON, fields in their order.
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private int line;

    private JsonText(JsonGenerator json, int line) {
        this.json = json;
        this.line = line;
    }

    /// The text of a value on one line, without a line end.
    public static String print(Value value) {
        return print(value, Integer.MAX_VALUE);
    }

    /// The text of a value with its line breaks where they were: what was on the third line is on the third.
    public static String printInLines(Value value) {
        return print(value, value.line());
    }

    /// A text as it is, anything else as JSON.
    public static String plain(Value value) {
        return value instanceof Value.Text text ? text.text() : print(value);
    }

    private static String print(Value value, int firstLine) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            new JsonText(json, firstLine).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private void write(Value value) throws IOException {
        switch (value) {
            case Value.Mapping mapping -> writeObject(mapping);
            case Value.Sequence(var _, var items) -> {
                json.writeStartArray();
                for (var item : items) {
                    reach(item.line());
                    write(item);
                }
                json.writeEndArray();
            }
            case Value.Text(var _, var text) -> json.writeString(text);
            case Value.Numeral(var _, var text) -> json.writeNumber(text);
            case Value.Bool(var _, var flag) -> json.writeBoolean(flag);
            case Value.Null _ -> json.writeNull();
        }
    }

    private void writeObject(Value.Mapping mapping) throws IOException {
        json.writeStartObject();
        for (var field : mapping.fields().entrySet()) {
            reach(field.getValue().line());
            json.writeFieldName(field.getKey());
            write(field.getValue());
        }
        json.writeEndObject();
    }

    private void reach(int next) throws IOException {
        for (; line < next; line++) {
            json.writeRaw('\n');
        }
    }
}
