package io.margay.engine.catalog;

import io.margay.model.label.LabelLookup;
import io.margay.model.label.Labels;
import org.jspecify.annotations.Nullable;

/// Labels and, for keys that they have not, those of one more profile.
record InheritedLabels(LabelLookup own, Labels inherited) implements LabelLookup {
    @Override
    public @Nullable String value(String key) {
        var value = own.value(key);
        return value == null ? inherited.value(key) : value;
    }
}
