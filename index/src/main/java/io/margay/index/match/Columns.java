package io.margay.index.match;

import io.margay.index.intern.Slots;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which objects have which label, for the keys that selectors mention.
///
/// Layout: for each key in use a bitmap of objects per value, and one of all that have the key; labels by the number of
/// their object. Keys that nobody mentions have no column; the first mention reads the key of every object once.
/// Cost of a meaning: bitmap algebra, one operation for each node of the selector's tree, the rarest operand of an
/// `And`
/// first, and for `contains` and its like one test for each distinct value.
final class Columns {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private static final class Column {
        private final Map<String, RoaringBitmap> byValue = new HashMap<>();
        private final RoaringBitmap present = new RoaringBitmap();
        private int uses;
    }

    private final Map<String, Column> byKey = new HashMap<>();
    private final Slots<LabelLookup> objects = new Slots<>();
    private final RoaringBitmap all = new RoaringBitmap();
    private final Map<String, String> row = new HashMap<>();

    /// An object comes; it must not be there.
    void add(int object, LabelLookup labels) {
        objects.set(object, labels);
        all.add(object);
        byKey.forEach((key, column) -> set(column, object, labels.value(key)));
    }

    /// An object goes. Its labels as they were, or null where it was not there.
    @Nullable
    LabelLookup remove(int object) {
        var labels = objects.set(object, null);
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

    /// What an object with these labels has of the keys that were mentioned: each looked up once, however many
    /// selectors ask for it. Good until the next call.
    LabelLookup row(LabelLookup labels) {
        row.clear();
        for (var key : byKey.keySet()) {
            var value = labels.value(key);
            if (value != null) {
                row.put(key, value);
            }
        }
        return row::get;
    }

    /// The objects that a selector means, all of whose keys were mentioned. A new bitmap.
    RoaringBitmap meaning(Selector selector) {
        return switch (selector) {
            case All _, Global _, Has _, Equals _ -> found(selector).clone();
            case And(var operands) -> meaningOfAll(operands);
            case Or _, In _, Contains _, StartsWith _, EndsWith _, NotEquals _, NotIn _, Not _ -> found(selector);
        };
    }

    /// The same; perhaps a column's own bitmap, which nobody may change.
    private RoaringBitmap found(Selector selector) {
        return switch (selector) {
            case All(), Global() -> all;
            case Has(var key) -> present(key);
            case Equals(var key, var value) -> with(key, value);
            case In(var key, var values) -> withAny(key, values);
            case Contains(var key, var part) -> where(key, value -> value.contains(part));
            case StartsWith(var key, var prefix) -> where(key, value -> value.startsWith(prefix));
            case EndsWith(var key, var suffix) -> where(key, value -> value.endsWith(suffix));
            case NotEquals _, NotIn _, Not _ -> RoaringBitmap.andNot(all, excluded(selector));
            case And(var operands) -> meaningOfAll(operands);
            case Or(var operands) -> meaningOfAny(operands);
        };
    }

    /// What a negation leaves out; of another selector, nothing.
    private RoaringBitmap excluded(Selector selector) {
        return switch (selector) {
            case NotEquals(var key, var value) -> with(key, value);
            case NotIn(var key, var values) -> withAny(key, values);
            case Not(var operand) -> found(operand);
            case All _, Global _, Has _, Equals _, In _, Contains _, StartsWith _, EndsWith _, And _, Or _ -> NONE;
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

    /// A new bitmap.
    private RoaringBitmap meaningOfAll(List<Selector> operands) {
        var wanted = new ArrayList<RoaringBitmap>(operands.size());
        var unwanted = new ArrayList<RoaringBitmap>(operands.size());
        for (var operand : operands) {
            switch (operand) {
                case NotEquals _, NotIn _, Not _ -> unwanted.add(excluded(operand));
                case All _, Global _, Has _, Equals _, In _, Contains _, StartsWith _, EndsWith _, And _, Or _ ->
                    wanted.add(found(operand));
            }
        }
        wanted.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
        var meaning = common(wanted);
        unwanted.forEach(meaning::andNot);
        return meaning;
    }

    private RoaringBitmap common(List<RoaringBitmap> wanted) {
        if (wanted.size() < 2) {
            return wanted.isEmpty() ? all.clone() : wanted.getFirst().clone();
        }
        var common = RoaringBitmap.and(wanted.get(0), wanted.get(1));
        for (int i = 2; i < wanted.size() && !common.isEmpty(); i++) {
            common.and(wanted.get(i));
        }
        return common;
    }

    private RoaringBitmap meaningOfAny(List<Selector> operands) {
        var meaning = new RoaringBitmap();
        operands.forEach(operand -> meaning.or(found(operand)));
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
        for (var each = all.getIntIterator(); each.hasNext(); ) {
            int object = each.next();
            var labels = objects.get(object);
            set(column, object, labels == null ? null : labels.value(key));
        }
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
