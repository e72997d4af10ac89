package io.margay.model.resource;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A metav1.LabelSelector: all of `matchLabels` and all of `matchExpressions`. Empty selects everything.
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    /// Selects everything.
    public static final LabelSelector ALL = new LabelSelector(Map.of(), List.of());

    /// One of matchExpressions. `NOT_IN` and `DOES_NOT_EXIST` hold for an object that lacks the key.
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }
    }

    /// In, NotIn, Exists, DoesNotExist.
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /// Copies, with the labels in the order of their keys.
    public LabelSelector {
        matchLabels = matchLabels.size() < 2
                ? Map.copyOf(matchLabels)
                : Collections.unmodifiableMap(new TreeMap<>(matchLabels));
        matchExpressions = List.copyOf(matchExpressions);
    }

    /// Whether it selects everything.
    public boolean isEmpty() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }
}
