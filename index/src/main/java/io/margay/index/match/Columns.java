package io.margay.index.match;

import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.And;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.Or;
import io.margay.model.selector.Selector.StartsWith;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which objects have which label, for the keys that selectors mention.
///
/// Layout: for each key in use a bitmap of objects per value, and one of all that have the key. Keys that nobody
/// mentions have no column; the first mention reads the key of every object once. Cost of a meaning: bitmap algebra,
/// one
/// operation for each node of the selector's tree, and for `contains` and its like one test for each distinct value.
final class Columns {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private static final class Column {
        private final Map<String, RoaringBitmap> byValue = new HashMap<>();
        private final RoaringBitmap present = new RoaringBitmap();
        private int uses;
    }

    private final Map<String, Column> byKey = new HashMap<>();
    private final Map<Integer, LabelLookup> objects = new HashMap<>();
    private final RoaringBitmap all = new RoaringBitmap();

    /// An object comes; it must not be there.
    void add(int object, LabelLookup labels) {
        objects.put(object, labels);
        all.add(object);
        byKey.forEach((key, column) -> set(column, object, labels.value(key)));
    }

    /// An object goes. Its labels as they were, or null where it was not there.
    @Nullable
    LabelLookup remove(int object) {
        var labels = objects.remove(object);
        if (labels != null) {
            all.remove(object);
            byKey.forEach((key, column) -> clear(column, object, labels.value(key)));
        }
        return labels;
    }

    /// The labels of an object, or null where it is not there.
    @Nullable
    LabelLookup labels(int object) {
        return objects.get(object);
    }

    /// A selector that mentions these keys comes.
    void mention(Selector selector) {
        selector.visitKeys(key -> {
            var column = byKey.get(key);
            if (column == null) {
                column = read(key);
                byKey.put(key, column);
            }
            column.uses++;
        });
    }

    /// A selector that mentions these keys goes.
    void unmention(Selector selector) {
        selector.visitKeys(key -> {
            var column = byKey.get(key);
            if (column != null && --column.uses == 0) {
                byKey.remove(key);
            }
        });
    }

    /// How many objects have a label. For a key that was mentioned.
    long count(String key, @Nullable String value) {
        return (value == null ? present(key) : with(key, value)).getLongCardinality();
    }

    /// The objects that a selector means, all of whose keys were mentioned. A new bitmap.
    RoaringBitmap meaning(Selector selector) {
        return switch (selector) {
            case All(), Global() -> all.clone();
            case Has(var key) -> present(key).clone();
            case Equals(var key, var value) -> with(key, value).clone();
            case NotEquals(var key, var value) -> RoaringBitmap.andNot(all, with(key, value));
            case In(var key, var values) -> withAny(key, values);
            case NotIn(var key, var values) -> RoaringBitmap.andNot(all, withAny(key, values));
            case Contains(var key, var part) -> where(key, value -> value.contains(part));
            case StartsWith(var key, var prefix) -> where(key, value -> value.startsWith(prefix));
            case EndsWith(var key, var suffix) -> where(key, value -> value.endsWith(suffix));
            case Not(var operand) -> RoaringBitmap.andNot(all, meaning(operand));
            case And(var operands) -> meaningOfAll(operands);
            case Or(var operands) -> meaningOfAny(operands);
        };
    }

    private interface ValueTest {
        boolean holds(String value);
    }

    private RoaringBitmap withAny(String key, Collection<String> values) {
        var any = new RoaringBitmap();
        values.forEach(value -> any.or(with(key, value)));
        return any;
    }

    private RoaringBitmap where(String key, ValueTest test) {
        var any = new RoaringBitmap();
        column(key).byValue.forEach((value, having) -> {
            if (test.holds(value)) {
                any.or(having);
            }
        });
        return any;
    }

    private RoaringBitmap meaningOfAll(List<Selector> operands) {
        var meaning = meaning(operands.getFirst());
        for (int i = 1; i < operands.size() && !meaning.isEmpty(); i++) {
            meaning.and(meaning(operands.get(i)));
        }
        return meaning;
    }

    private RoaringBitmap meaningOfAny(List<Selector> operands) {
        var meaning = new RoaringBitmap();
        operands.forEach(operand -> meaning.or(meaning(operand)));
        return meaning;
    }

    private RoaringBitmap with(String key, String value) {
        return column(key).byValue.getOrDefault(value, NONE);
    }

    private RoaringBitmap present(String key) {
        return column(key).present;
    }

    private Column column(String key) {
        var column = byKey.get(key);
        if (column == null) {
            throw new IllegalStateException("nobody mentioned the label " + key);
        }
        return column;
    }

    private Column read(String key) {
        var column = new Column();
        objects.forEach((object, labels) -> set(column, object, labels.value(key)));
        return column;
    }

    private static void set(Column column, int object, @Nullable String value) {
        if (value != null) {
            column.present.add(object);
            column.byValue.computeIfAbsent(value, _ -> new RoaringBitmap()).add(object);
        }
    }

    private static void clear(Column column, int object, @Nullable String value) {
        var having = value == null ? null : column.byValue.get(value);
        if (value != null && having != null) {
            column.present.remove(object);
            having.remove(object);
            if (having.isEmpty()) {
                column.byValue.remove(value);
            }
        }
    }
}
