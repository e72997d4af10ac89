package io.margay.cli.bench;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.text.ValueReader;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A JSON object full of numbers, as a command printed it.
record Figures(Value value) {
    /// No figures.
    static final Figures NONE = new Figures(new Value.Null(0));

    /// The last line of a text that is a JSON object; `NONE` where there is none.
    static Figures of(String text) {
        var reader = new ValueReader("figures");
        return text.lines()
                .filter(line -> line.startsWith("{"))
                .reduce((_, last) -> last)
                .flatMap(line -> reader.readLine(1, line) instanceof Checked.Good<Value>(var good, var _)
                        ? Optional.of(new Figures(good))
                        : Optional.empty())
                .orElse(NONE);
    }

    /// The number at a path of fields.
    OptionalLong at(String... path) {
        return get(path) instanceof Value.Numeral(var _, var text)
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /// The flag at a path of fields, if one is there.
    Optional<Boolean> flag(String field) {
        return get(field) instanceof Value.Bool(var _, var flag) ? Optional.of(flag) : Optional.empty();
    }

    /// The fields of the object at a path; none where there is no object.
    Collection<String> fields(String... path) {
        return get(path) instanceof Value.Mapping object ? object.fields().keySet() : List.of();
    }

    /// The number at a path, in words; a dash where there is none.
    String text(LongFunction<String> words, String... path) {
        var number = at(path);
        return number.isPresent() ? words.apply(number.getAsLong()) : "-";
    }

    /// `1.23 ms`, of microseconds.
    static String millis(long micros) {
        return String.format(Locale.ROOT, micros < 100_000 ? "%.2f ms" : "%.0f ms", micros / 1e3);
    }

    /// `1.23 MB`, of bytes.
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }

    private @Nullable Value get(String... path) {
        var found = value;
        for (var field : path) {
            found = found instanceof Value.Mapping object ? object.fields().get(field) : null;
        }
        return found;
    }
}
