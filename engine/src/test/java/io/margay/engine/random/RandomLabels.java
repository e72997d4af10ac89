package io.margay.engine.random;

import io.margay.model.label.Labels;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.LabelSelector.Operator;
import io.margay.model.resource.LabelSelector.Requirement;
import io.margay.model.selector.Selector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Labels, and selectors over them.
record RandomLabels(Dice dice) {
    private static final int DEEPEST = 2;

    Labels labels() {
        var labels = new TreeMap<String, String>();
        for (var key : dice.some(0, 2, Words.KEYS)) {
            labels.put(key, value());
        }
        return Labels.of(labels);
    }

    /// Those of a pod that pretends to be of another namespace, now and then.
    Labels spoofing() {
        var labels = dice.chance(8) ? labels().with("pcns.app", value()) : labels();
        return dice.chance(4) ? labels.with("projectcalico.org/namespace", dice.pick(Words.NAMESPACES)) : labels;
    }

    LabelSelector labelSelector() {
        if (dice.chance(20)) {
            return LabelSelector.ALL;
        }
        Map<String, String> labels = dice.chance(55) ? Map.of(key(), value()) : Map.of();
        return new LabelSelector(labels, dice.list(labels.isEmpty() ? 1 : 0, 1, this::requirement));
    }

    Selector selector() {
        return selector(0);
    }

    private Requirement requirement() {
        var operator = dice.oneOf(Operator.values());
        var hasValues = operator == Operator.IN || operator == Operator.NOT_IN;
        return new Requirement(key(), operator, hasValues ? dice.some(1, 2, Words.VALUES) : List.<String>of());
    }

    private Selector selector(int depth) {
        if (depth < DEEPEST && dice.chance(25)) {
            var operands = dice.list(2, 3, () -> selector(depth + 1));
            return dice.chance(50) ? new Selector.And(operands) : new Selector.Or(operands);
        }
        return depth < DEEPEST && dice.chance(12) ? new Selector.Not(selector(depth + 1)) : atom();
    }

    private Selector atom() {
        var key = key();
        return switch (dice.number(0, 12)) {
            case 0, 1 -> new Selector.All();
            case 2 -> dice.chance(60) ? new Selector.Global() : new Selector.Has(key);
            case 3 -> new Selector.Has(key);
            case 4 -> new Selector.NotEquals(key, value());
            case 5 -> new Selector.In(key, dice.some(0, 2, Words.VALUES));
            case 6 -> new Selector.NotIn(key, dice.some(0, 2, Words.VALUES));
            case 7 -> new Selector.Contains(key, dice.oneOf("x", "y", ""));
            case 8 -> new Selector.StartsWith(key, dice.oneOf("x", "y", ""));
            case 9 -> new Selector.EndsWith(key, dice.oneOf("x", "y", ""));
            case 10 -> wellKnown();
            default -> new Selector.Equals(key, value());
        };
    }

    /// A label that nobody wrote.
    private Selector wellKnown() {
        return switch (dice.number(0, 4)) {
            case 0 -> new Selector.Equals("projectcalico.org/namespace", dice.pick(Words.NAMESPACES));
            case 1 -> new Selector.Equals("projectcalico.org/orchestrator", "k8s");
            case 2 -> new Selector.Has("projectcalico.org/serviceaccount");
            case 3 -> new Selector.Equals("pcns.app", value());
            default -> new Selector.In("projectcalico.org/name", dice.some(1, 2, Words.NAMESPACES));
        };
    }

    private String key() {
        return dice.pick(Words.KEYS);
    }

    private String value() {
        return dice.pick(Words.VALUES);
    }
}
