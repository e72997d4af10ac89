package io.margay.index.match;

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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labels of which an object must have at least one, or a selector cannot match it: where both ways of matching start.
///
/// @param labels the alternatives; none: the selector matches nothing
/// @param rest what else must hold of an object that has one of them; of an `And`, what decides most comes first
/// @param weight about how many objects have one of them
record Anchor(List<Label> labels, Selector rest, long weight) {
    private static final Selector NO_MORE = new All();
    private static final Comparator<Weighed> RAREST_FIRST = Comparator.comparingLong(Weighed::weight);

    /// A label that is there: with a value, or (null) with any.
    record Label(String key, @Nullable String value) {}

    /// How common labels are. Only compared, so any scale will do.
    interface Commonness {
        long of(String key, @Nullable String value);
    }

    private record Weighed(Selector selector, @Nullable Anchor anchor) {
        long weight() {
            return anchor == null ? Long.MAX_VALUE : anchor.weight;
        }
    }

    Anchor {
        labels = List.copyOf(labels);
    }

    /// The anchor of a selector that the fewest objects have, or null where it can match an object without labels.
    static @Nullable Anchor of(Selector selector, Commonness commonness) {
        return switch (selector) {
            case All(), Global(), NotEquals _, NotIn _, Not _ -> null;
            case Has(var key) -> single(key, null, NO_MORE, commonness);
            case Contains it -> single(it.key(), null, it, commonness);
            case StartsWith it -> single(it.key(), null, it, commonness);
            case EndsWith it -> single(it.key(), null, it, commonness);
            case Equals(var key, var value) -> single(key, value, NO_MORE, commonness);
            case In(var key, var values) -> anyOf(key, values, commonness);
            case And(var operands) -> rarest(operands, commonness);
            case Or it -> anyOf(it, commonness);
        };
    }

    private static Anchor single(String key, @Nullable String value, Selector rest, Commonness commonness) {
        return new Anchor(List.of(new Label(key, value)), rest, commonness.of(key, value));
    }

    private static Anchor anyOf(String key, List<String> values, Commonness commonness) {
        var labels = new ArrayList<Label>(values.size());
        long weight = 0;
        for (var value : values) {
            labels.add(new Label(key, value));
            weight += commonness.of(key, value);
        }
        return new Anchor(labels, NO_MORE, weight);
    }

    private static @Nullable Anchor rarest(List<Selector> operands, Commonness commonness) {
        var weighed = new ArrayList<Weighed>(operands.size());
        weigh(operands, commonness, weighed);
        weighed.sort(RAREST_FIRST);
        var rarest = weighed.getFirst().anchor;
        if (rarest == null) {
            return null;
        }
        var rest = new ArrayList<Selector>(weighed.size());
        for (int i = 0; i < weighed.size(); i++) {
            var more = i == 0 ? rarest.rest : weighed.get(i).selector;
            if (!(more instanceof All)) {
                rest.add(more);
            }
        }
        return new Anchor(rarest.labels, Selector.and(rest), rarest.weight);
    }

    private static void weigh(List<Selector> operands, Commonness commonness, List<Weighed> weighed) {
        for (var operand : operands) {
            if (operand instanceof And(var inner)) {
                weigh(inner, commonness, weighed);
            } else {
                weighed.add(new Weighed(operand, of(operand, commonness)));
            }
        }
    }

    private static @Nullable Anchor anyOf(Or selector, Commonness commonness) {
        var labels = new LinkedHashSet<Label>();
        long weight = 0;
        boolean decides = true;
        for (var operand : selector.operands()) {
            var anchor = of(operand, commonness);
            if (anchor == null) {
                return null;
            }
            labels.addAll(anchor.labels);
            weight += anchor.weight;
            decides &= anchor.rest instanceof All;
        }
        return new Anchor(List.copyOf(labels), decides ? NO_MORE : selector, weight);
    }
}
