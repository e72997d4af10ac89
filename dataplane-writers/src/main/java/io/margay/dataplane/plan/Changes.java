package io.margay.dataplane.plan;

import java.util.Map;
import java.util.Set;

/// What is put and what is gone among named values. No name is in both.
public record Changes<K, V>(Map<K, V> put, Set<K> gone) {
    public Changes {
        put = Map.copyOf(put);
        gone = Set.copyOf(gone);
    }

    /// No change.
    public static <K, V> Changes<K, V> none() {
        return new Changes<>(Map.of(), Set.of());
    }

    /// Whether nothing changes.
    public boolean isEmpty() {
        return put.isEmpty() && gone.isEmpty();
    }

    /// Makes the change in `values`.
    public void applyTo(Map<K, V> values) {
        values.keySet().removeAll(gone);
        values.putAll(put);
    }
}
