package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The items of a list, each with its place: `ports[2]`.
final class Items {
    private Items() {}

    /// Shows each item that is a text to `reader`; another one is reported.
    static void texts(Fields fields, String field, BiConsumer<String, String> reader) {
        // Reports whatever is no list or no text.
        fields.texts(field);
        var items = of(fields, field);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Value.Text(var _, var text)) {
                reader.accept(place(field, i), text);
            }
        }
    }

    /// The items of a list; none where it is absent, or no list.
    static List<Value> of(Fields fields, String field) {
        return fields.value(field) instanceof Value.Sequence(var _, var items) ? items : List.of();
    }

    /// Where an item stands in its object.
    static String place(String field, int index) {
        return field + "[" + index + "]";
    }

    /// Whether a field says anything: is there, and is neither empty nor false.
    static boolean isSet(Fields fields, String field) {
        return says(fields.value(field));
    }

    private static boolean says(@Nullable Value value) {
        return switch (value) {
            case null -> false;
            case Value.Null _ -> false;
            case Value.Text(var _, var text) -> !text.isEmpty();
            case Value.Sequence(var _, var items) -> !items.isEmpty();
            case Value.Bool(var _, var flag) -> flag;
            case Value.Mapping(var _, var fields, var _) -> !fields.isEmpty();
            case Value.Numeral _ -> true;
        };
    }
}
