package io.margay.cli.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.margay.model.parse.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Prints values as JSON on one line, fields in their order.
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /// The text of a value, without a line end.
    public static String print(Value value) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /// A text as it is, anything else as JSON.
    public static String plain(Value value) {
        return value instanceof Value.Text text ? text.text() : print(value);
    }

    private static void write(Value value, JsonGenerator json) throws IOException {
        switch (value) {
            case Value.Mapping mapping -> writeObject(mapping, json);
            case Value.Sequence(var _, var items) -> {
                json.writeStartArray();
                for (var item : items) {
                    write(item, json);
                }
                json.writeEndArray();
            }
            case Value.Text(var _, var text) -> json.writeString(text);
            case Value.Numeral(var _, var text) -> json.writeNumber(text);
            case Value.Bool(var _, var flag) -> json.writeBoolean(flag);
            case Value.Null _ -> json.writeNull();
        }
    }

    private static void writeObject(Value.Mapping mapping, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var field : mapping.fields().entrySet()) {
            json.writeFieldName(field.getKey());
            write(field.getValue(), json);
        }
        json.writeEndObject();
    }
}
