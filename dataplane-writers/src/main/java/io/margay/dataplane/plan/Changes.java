package io.margay.dataplane.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is put and what is gone among named values. No name is in both.
public record Changes<K, V>(Map<K, V> put, Set<K> gone) {
    public Changes {
        put = Map.copyOf(put);
        gone = Set.copyOf(gone);
    }

    /// The smallest change that makes `before` to `after`. Cost: one look at each value.
    public static <K, V> Changes<K, V> between(Map<K, V> before, Map<K, V> after) {
        var put = new HashMap<K, V>();
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                put.put(key, value);
            }
        });
        var gone = new HashSet<>(before.keySet());
        gone.removeAll(after.keySet());
        return new Changes<>(put, gone);
    }

    /// Whether nothing changes.
    public boolean isEmpty() {
        return put.isEmpty() && gone.isEmpty();
    }

    /// This, then `later`, as one.
    public Changes<K, V> then(Changes<K, V> later) {
        var puts = new HashMap<>(put);
        puts.keySet().removeAll(later.gone);
        puts.putAll(later.put);
        var away = new HashSet<>(gone);
        away.addAll(later.gone);
        away.removeAll(later.put.keySet());
        return new Changes<>(puts, away);
    }

    /// Makes the change in `values`.
    public void applyTo(Map<K, V> values) {
        values.keySet().removeAll(gone);
        values.putAll(put);
    }
}
