package io.margay.cli.probe;

import io.margay.model.parse.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of JSON in the making: its fields in the order they are put; what is absent is left out.
public final class JsonObject {
    private final Map<String, Value> fields = new LinkedHashMap<>();

    /// A field of text; left out where it is null or empty.
    public JsonObject text(String name, @Nullable String text) {
        return text == null || text.isEmpty() ? this : value(name, new Value.Text(0, text));
    }

    /// A field with a whole number.
    public JsonObject number(String name, long number) {
        return value(name, new Value.Numeral(0, Long.toString(number)));
    }

    /// A flag; left out where it is false.
    public JsonObject flag(String name, boolean flag) {
        return flag ? value(name, new Value.Bool(0, true)) : this;
    }

    /// A field of any value; left out where there is none.
    public JsonObject value(String name, @Nullable Value value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /// What it has become.
    public Value.Mapping done() {
        return new Value.Mapping(0, new LinkedHashMap<>(fields));
    }
}
