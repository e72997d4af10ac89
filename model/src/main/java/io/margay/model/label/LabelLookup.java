package io.margay.model.label;

import org.jspecify.annotations.Nullable;

/// Answers what value a label has: all that a selector needs to know of an object.
public interface LabelLookup {
    /// The value of `key`, or null where the label is missing. An empty value is not a missing one.
    @Nullable
    String value(String key);

    /// Whether the label is there, with whatever value.
    default boolean has(String key) {
        return value(key) != null;
    }

    /// Whether the label is there with this value.
    default boolean is(String key, String value) {
        return value.equals(value(key));
    }
}
