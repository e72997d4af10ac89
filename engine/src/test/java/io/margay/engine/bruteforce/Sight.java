package io.margay.engine.bruteforce;

import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Requirement;
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
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a selector sees of somebody: the labels whose keys begin with a prefix, without it.
///
/// @param all what `all()` is worth here
/// @param global what `global()` is worth here
record Sight(Map<String, String> labels, String prefix, boolean all, boolean global) {
    boolean satisfies(Selector selector) {
        return switch (selector) {
            case All() -> all;
            case Global() -> global;
            case Has(var key) -> value(key) != null;
            case Equals(var key, var wanted) -> wanted.equals(value(key));
            case NotEquals(var key, var unwanted) -> !unwanted.equals(value(key));
            case In(var key, var values) -> values.stream().anyMatch(wanted -> wanted.equals(value(key)));
            case NotIn(var key, var values) -> values.stream().noneMatch(unwanted -> unwanted.equals(value(key)));
            case Contains(var key, var part) -> present(key).anyMatch(value -> value.contains(part));
            case StartsWith(var key, var start) -> present(key).anyMatch(value -> value.startsWith(start));
            case EndsWith(var key, var end) -> present(key).anyMatch(value -> value.endsWith(end));
            case Not(var operand) -> !satisfies(operand);
            case And(var operands) -> operands.stream().allMatch(this::satisfies);
            case Or(var operands) -> operands.stream().anyMatch(this::satisfies);
        };
    }

    boolean satisfies(LabelSelector selector) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(value(label.getKey())))
                && selector.matchExpressions().stream().allMatch(this::satisfies);
    }

    private boolean satisfies(Requirement requirement) {
        var value = value(requirement.key());
        return switch (requirement.operator()) {
            case IN -> value != null && requirement.values().contains(value);
            case NOT_IN -> value == null || !requirement.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }

    /// The label's value, if it is there.
    private Stream<String> present(String key) {
        return Stream.ofNullable(value(key));
    }

    private @Nullable String value(String key) {
        return labels.get(prefix + key);
    }
}
