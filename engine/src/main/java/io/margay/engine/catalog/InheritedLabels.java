package io.margay.engine.catalog;

import io.margay.model.label.LabelLookup;
import io.margay.model.label.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labels with what they inherit: own ones win, then the first parent that has the key.
record InheritedLabels(Labels own, List<Labels> parents) implements LabelLookup {
    @Override
    public @Nullable String value(String key) {
        var value = own.value(key);
        for (int i = 0; value == null && i < parents.size(); i++) {
            value = parents.get(i).value(key);
        }
        return value;
    }
}
