package io.margay.model.parse;

import io.margay.model.label.Labels;
import io.margay.model.resource.Where;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One object of a resource while it is read. Remembers what it was asked for, so that `finish` can name the rest.
///
/// A field that is null is as one that is absent. What is wrong is collected for the resource as a whole, and a
/// stand-in is returned, so that one reading finds every problem. Paths are made only for what is reported.
public final class Fields {
    private static final String[] NOTHING = {};
    private static final int FARTHEST_TYPO = 2;
    private static final String QUOTE_IT = ": put it in quotes";
    private static final String QUOTE_WORD = QUOTE_IT + " (so are yes, no, on, off, y and n)";

    private final Problems problems;
    private final @Nullable Fields parent;
    private final String name;
    private final int index;
    private final Value.Mapping mapping;
    private String[] asked = NOTHING;
    private int askedCount;

    private Fields(Problems problems, @Nullable Fields parent, String name, int index, Value.Mapping mapping) {
        this.problems = problems;
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.mapping = mapping;
        for (var twice : mapping.twice()) {
            problems.problem(twice.line(), path(), "field `" + Problems.shortened(twice.name()) + "` is written twice");
        }
    }

    /// The root of a resource.
    ///
    /// @param subject the resource as problems name it, such as `NetworkPolicy shop/redis`
    public static Fields of(String file, String subject, Value.Mapping mapping) {
        return of(file, () -> subject, mapping);
    }

    /// The same, with a subject that is made only where there is a problem.
    public static Fields of(String file, Supplier<String> subject, Value.Mapping mapping) {
        return new Fields(new Problems(file, subject), null, "", -1, mapping);
    }

    /// Everything that was found wrong with the resource so far.
    public List<Problem> problems() {
        return problems.problems();
    }

    /// Everything that was found odd with the resource so far.
    public List<Problem> warnings() {
        return problems.warnings();
    }

    /// Whether a field is there and not null.
    public boolean has(String field) {
        return value(field) != null;
    }

    /// A field as it was written; null where it is absent.
    public @Nullable Value value(String field) {
        ask(field);
        var value = mapping.fields().get(field);
        return value instanceof Value.Null ? null : value;
    }

    /// A string; empty where it is absent.
    public String text(String field) {
        var value = value(field);
        return value == null ? "" : textOf(value, field, -1);
    }

    /// A string that must be there and not empty.
    public String required(String field) {
        var value = value(field);
        if (value == null) {
            problem(field, "is missing");
            return "";
        }
        var text = textOf(value, field, -1);
        if (value instanceof Value.Text && text.isEmpty()) {
            problem(field, "must not be empty");
        }
        return text;
    }

    /// A boolean; false where it is absent.
    public boolean flag(String field) {
        var value = value(field);
        if (value instanceof Value.Bool(var _, var flag)) {
            return flag;
        }
        if (value != null) {
            problem(field, "must be true or false, is " + value.describe());
        }
        return false;
    }

    /// A whole number in a range; null where it is absent or wrong.
    public @Nullable Integer integer(String field, int min, int max) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        var number = value instanceof Value.Numeral(var _, var text) ? whole(text) : null;
        if (number != null && min <= number && number <= max) {
            return number;
        }
        var is = value instanceof Value.Numeral(var _, var text) ? Problems.shortened(text) : value.describe();
        problems.problem(value.line(), path(), field + " must be " + min + ".." + max + ", is " + is);
        return null;
    }

    /// A number; null where it is absent or wrong. Never NaN or infinite.
    public @Nullable Double number(String field) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        var number = value instanceof Value.Numeral(var _, var text) ? finite(text) : null;
        if (number == null) {
            problem(field, "must be a number, is " + value.describe());
        }
        return number;
    }

    /// An object; null where it is absent or wrong.
    public @Nullable Fields object(String field) {
        var value = value(field);
        if (value instanceof Value.Mapping object) {
            return new Fields(problems, this, field, -1, object);
        }
        if (value != null) {
            problem(field, "must be an object, is " + value.describe());
        }
        return null;
    }

    /// A list of objects; empty where it is absent. Items that are none are reported and left out.
    public List<Fields> objects(String field) {
        var items = items(field);
        var objects = new ArrayList<Fields>(items.size());
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Value.Mapping object) {
                objects.add(new Fields(problems, this, field, i, object));
            } else {
                problem(
                        field + "[" + i + "]",
                        "must be an object, is " + items.get(i).describe());
            }
        }
        return objects;
    }

    /// A list of strings; empty where it is absent. A wrong item is reported and an empty string stands in for it.
    public List<String> texts(String field) {
        var items = items(field);
        var texts = new ArrayList<String>(items.size());
        for (var i = 0; i < items.size(); i++) {
            texts.add(textOf(items.get(i), field, i));
        }
        return texts;
    }

    /// An object whose values are strings, in the order written; empty where it is absent. A null is an empty string.
    public Map<String, String> textMap(String field) {
        var object = object(field);
        if (object == null) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        object.mapping
                .fields()
                .forEach((key, value) ->
                        texts.put(key, value instanceof Value.Null ? "" : object.textOf(value, key, -1)));
        return texts;
    }

    /// The same as labels.
    public Labels labels(String field) {
        var object = object(field);
        if (object == null) {
            return Labels.EMPTY;
        }
        var keys = new String[object.mapping.fields().size()];
        var values = new String[keys.length];
        int[] at = {0};
        object.mapping.fields().forEach((key, value) -> {
            keys[at[0]] = key;
            values[at[0]++] = value instanceof Value.Null ? "" : object.textOf(value, key, -1);
        });
        return Labels.of(keys, values);
    }

    /// Counts fields as asked for: known, and of no interest.
    public void ignore(String... fields) {
        for (var field : fields) {
            ask(field);
        }
    }

    /// Reports each field of this object that was never asked for.
    public void finish() {
        for (var field : mapping.fields().entrySet()) {
            if (!wasAsked(field.getKey())) {
                var what = "unknown field `" + Problems.shortened(field.getKey()) + "`" + suggestion(field.getKey());
                problems.problem(field.getValue().line(), path(), what);
            }
        }
    }

    /// Reports a problem of this object.
    public Fields problem(String what) {
        problems.problem(mapping.line(), path(), what);
        return this;
    }

    /// Reports a problem of a field, or of an item of it (`ports[2]`).
    public Fields problem(String field, String what) {
        problems.problem(lineOf(field), pathOf(field), what);
        return this;
    }

    /// Reports something odd about this object; it is accepted none the less.
    public Fields warning(String what) {
        problems.warning(mapping.line(), path(), what);
        return this;
    }

    /// Reports something odd about a field, or of an item of it (`ports[2]`); it is accepted none the less.
    public Fields warning(String field, String what) {
        problems.warning(lineOf(field), pathOf(field), what);
        return this;
    }

    /// Where this object begins.
    public Where where() {
        return problems.at(mapping.line());
    }

    /// Where a field's value, or an item of it (`ports[2]`), begins; where this object does if there is none.
    public Where where(String field) {
        return problems.at(lineOf(field));
    }

    private List<Value> items(String field) {
        var value = value(field);
        if (value instanceof Value.Sequence(var _, var items)) {
            return items;
        }
        if (value != null) {
            problem(field, "must be a list, is " + value.describe());
        }
        return List.of();
    }

    private String textOf(Value value, String field, int item) {
        if (value instanceof Value.Text(var _, var text)) {
            return text;
        }
        var hint = switch (value) {
            case Value.Bool _ -> QUOTE_WORD;
            case Value.Numeral _ -> QUOTE_IT;
            case Value.Mapping _, Value.Sequence _, Value.Text _, Value.Null _ -> "";
        };
        var path = item < 0 ? pathOf(field) : pathOf(field) + "[" + item + "]";
        problems.problem(value.line(), path, "must be a string, is " + value.describe() + hint);
        return "";
    }

    private static @Nullable Integer whole(String text) {
        try {
            return text.length() > 40 ? null : (Integer) new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double finite(String text) {
        try {
            var number = Double.parseDouble(text);
            return Double.isFinite(number) ? (Double) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void ask(String field) {
        if (askedCount == asked.length) {
            asked = Arrays.copyOf(asked, Math.max(8, 2 * askedCount));
        }
        asked[askedCount++] = field;
    }

    private boolean wasAsked(String field) {
        for (var i = 0; i < askedCount; i++) {
            if (asked[i].equals(field)) {
                return true;
            }
        }
        return false;
    }

    private String suggestion(String unknown) {
        var best = FARTHEST_TYPO + 1;
        var name = "";
        for (var i = 0; i < askedCount; i++) {
            var distance = asked[i].equalsIgnoreCase(unknown) ? 1 : Typos.distance(asked[i], unknown);
            if (distance < best && distance < asked[i].length()) {
                best = distance;
                name = asked[i];
            }
        }
        return name.isEmpty() ? "" : ", did you mean `" + name + "`?";
    }

    private String path() {
        if (parent == null) {
            return name;
        }
        var own = parent.pathOf(name);
        return index < 0 ? own : own + "[" + index + "]";
    }

    private String pathOf(String field) {
        var path = path();
        return path.isEmpty() ? Problems.shortened(field) : path + "." + Problems.shortened(field);
    }

    private int lineOf(String field) {
        return Places.line(mapping, field);
    }
}
