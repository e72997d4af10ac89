package io.margay.index.match;

import io.margay.index.intern.Slots;
import io.margay.index.match.Anchor.Label;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which objects have which label, for the keys that selectors mention.
///
/// Layout: for each key in use a bitmap of objects per value, and one of all that have the key; labels by the number of
/// their object. Keys that nobody mentions have no column; the first mention reads the key of every object once.
/// Cost of a meaning: that of narrowing the objects of its anchor by what is left of the selector, one bitmap operation
/// for each node of the tree, each on no more than what is left by then; for `contains` and its like one test for each
/// distinct value or each object left, whichever are fewer.
final class Columns {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private static final class Column {
        private final Map<String, RoaringBitmap> byValue = new HashMap<>();
        private final RoaringBitmap present = new RoaringBitmap();
        private @Nullable String inRow;
        private int uses;
    }

    private final Map<String, Column> byKey = new HashMap<>();
    private final Slots<LabelLookup> objects = new Slots<>();
    private final RoaringBitmap all = new RoaringBitmap();

    /// An object comes, goes (null), or has other labels. What it has now of the keys that were mentioned, each looked
    /// up once however many selectors ask for it; good until the next call.
    LabelLookup put(int object, @Nullable LabelLookup labels) {
        var before = objects.set(object, labels);
        if (labels == null) {
            all.remove(object);
        } else if (before == null) {
            all.add(object);
        }
        byKey.forEach((key, column) -> {
            var had = before == null ? null : before.value(key);
            var has = labels == null ? null : labels.value(key);
            column.inRow = has;
            if (!Objects.equals(had, has)) {
                clear(column, object, had);
                set(column, object, has);
            }
        });
        return this::inRow;
    }

    /// Whether an object is there.
    boolean has(int object) {
        return objects.get(object) != null;
    }

    /// How many objects there are.
    int size() {
        return objects.size();
    }

    /// Selectors that mention these keys come. Cost: one walk over all objects where there are keys that are new.
    void mention(Collection<Selector> selectors) {
        var fresh = new LinkedHashMap<String, Column>();
        for (var selector : selectors) {
            selector.visitKeys(key -> {
                var known = byKey.get(key);
                var column = known == null ? fresh.computeIfAbsent(key, _ -> new Column()) : known;
                column.uses++;
            });
        }
        if (!fresh.isEmpty()) {
            read(fresh);
            byKey.putAll(fresh);
        }
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
        return having(key, value).getLongCardinality();
    }

    /// The objects that a selector with this anchor means, all of whose keys were mentioned. A new bitmap.
    RoaringBitmap meaning(Selector selector, @Nullable Anchor anchor) {
        var meaning = anchor == null ? narrowed(all, selector) : narrowed(having(anchor.labels()), anchor.rest());
        meaning.trim();
        return meaning;
    }

    /// Those objects that a selector means. A new bitmap.
    private RoaringBitmap narrowed(RoaringBitmap objects, Selector selector) {
        return switch (selector) {
            case All(), Global() -> objects.clone();
            case Has(var key) -> RoaringBitmap.and(objects, having(key, null));
            case Equals(var key, var value) -> RoaringBitmap.and(objects, having(key, value));
            case NotEquals(var key, var value) -> RoaringBitmap.andNot(objects, having(key, value));
            case In(var key, var values) -> withAny(objects, key, values);
            case NotIn(var key, var values) -> RoaringBitmap.andNot(objects, withAny(objects, key, values));
            case Contains it -> where(objects, it.key(), it);
            case StartsWith it -> where(objects, it.key(), it);
            case EndsWith it -> where(objects, it.key(), it);
            case Not(var operand) -> RoaringBitmap.andNot(objects, narrowed(objects, operand));
            case And(var operands) -> narrowedByAll(objects, operands);
            case Or(var operands) -> narrowedByAny(objects, operands);
        };
    }

    private RoaringBitmap withAny(RoaringBitmap objects, String key, List<String> values) {
        var any = new RoaringBitmap();
        values.forEach(value -> any.or(RoaringBitmap.and(objects, having(key, value))));
        return any;
    }

    /// Those objects that a test of one label means.
    private RoaringBitmap where(RoaringBitmap objects, String key, Selector test) {
        var byValue = column(key).byValue;
        if (objects.getCardinality() < byValue.size()) {
            return eachThat(objects, test);
        }
        var any = new RoaringBitmap();
        byValue.forEach((value, having) -> {
            if (test.matches(_ -> value)) {
                any.or(RoaringBitmap.and(objects, having));
            }
        });
        return any;
    }

    private RoaringBitmap eachThat(RoaringBitmap among, Selector test) {
        var those = new RoaringBitmap();
        for (var each = among.getIntIterator(); each.hasNext(); ) {
            int object = each.next();
            var labels = objects.get(object);
            if (labels != null && test.matches(labels)) {
                those.add(object);
            }
        }
        return those;
    }

    private RoaringBitmap narrowedByAll(RoaringBitmap objects, List<Selector> operands) {
        var left = objects;
        for (int i = 0; i < operands.size() && (i == 0 || !left.isEmpty()); i++) {
            left = narrowed(left, operands.get(i));
        }
        return left;
    }

    private RoaringBitmap narrowedByAny(RoaringBitmap objects, List<Selector> operands) {
        var any = new RoaringBitmap();
        operands.forEach(operand -> any.or(narrowed(objects, operand)));
        return any;
    }

    /// The objects that have one of some labels; perhaps a column's own bitmap, which nobody may change.
    private RoaringBitmap having(List<Label> labels) {
        if (labels.size() == 1) {
            return having(labels.getFirst().key(), labels.getFirst().value());
        }
        var any = new RoaringBitmap();
        labels.forEach(label -> any.or(having(label.key(), label.value())));
        return any;
    }

    /// The objects that have a label: the column's own bitmap, which nobody may change.
    private RoaringBitmap having(String key, @Nullable String value) {
        var column = column(key);
        return value == null ? column.present : column.byValue.getOrDefault(value, NONE);
    }

    private Column column(String key) {
        var column = byKey.get(key);
        if (column == null) {
            throw new IllegalStateException("nobody mentioned the label " + key);
        }
        return column;
    }

    private @Nullable String inRow(String key) {
        return column(key).inRow;
    }

    private void read(Map<String, Column> fresh) {
        var keys = fresh.keySet().toArray(String[]::new);
        var columns = fresh.values().toArray(Column[]::new);
        for (var each = all.getIntIterator(); each.hasNext(); ) {
            int object = each.next();
            var labels = Objects.requireNonNull(objects.get(object));
            for (int i = 0; i < keys.length; i++) {
                set(columns[i], object, labels.value(keys[i]));
            }
        }
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
