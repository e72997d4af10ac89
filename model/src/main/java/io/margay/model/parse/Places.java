package io.margay.model.parse;

import org.jspecify.annotations.Nullable;

/// Finds the line of a field that a problem names.
final class Places {
    private Places() {}

    /// The line of a field of an object, given by its name, or by a path such as `ports[2]` or `metadata.name`; where
    /// there is no such field, the line of the innermost part of the path that there is.
    static int line(Value.Mapping object, String path) {
        var whole = object.fields().get(path);
        if (whole != null) {
            return whole.line();
        }
        Value value = object;
        for (var step : path.replace("[", ".[").split("\\.", -1)) {
            var next = step(value, step);
            if (next == null) {
                return value.line();
            }
            value = next;
        }
        return value.line();
    }

    private static @Nullable Value step(Value value, String step) {
        return switch (value) {
            case Value.Mapping object -> object.fields().get(step);
            case Value.Sequence list
            when step.matches("\\[[0-9]{1,9}]") -> {
                var index = Integer.parseInt(step, 1, step.length() - 1, 10);
                yield index < list.items().size() ? list.items().get(index) : null;
            }
            case Value.Sequence _, Value.Text _, Value.Numeral _, Value.Bool _, Value.Null _ -> null;
        };
    }
}
