package io.margay.model.update;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What named things will be: those put and those gone, over those held. These stay as they are until `commit`.
final class Overlay<K extends Comparable<K>, V> {
    private final Map<K, V> held;
    private final TreeMap<K, V> put = new TreeMap<>();
    private final TreeSet<K> gone = new TreeSet<>();

    Overlay(Map<K, V> held) {
        this.held = held;
    }

    @Nullable
    V get(K key) {
        if (gone.contains(key)) {
            return null;
        }
        var value = put.get(key);
        return value == null ? held.get(key) : value;
    }

    void put(K key, V value) {
        gone.remove(key);
        put.put(key, value);
    }

    void remove(K key) {
        put.remove(key);
        gone.add(key);
    }

    /// What is new or differs in what `view` shows of it, in the order of its names.
    <T> List<T> changed(Function<V, T> view) {
        return put.entrySet().stream()
                .filter(entry -> differs(entry, view))
                .map(entry -> view.apply(entry.getValue()))
                .toList();
    }

    /// The names that are held and will not be, in order.
    List<K> gone() {
        return gone.stream().filter(held::containsKey).toList();
    }

    void commit() {
        held.keySet().removeAll(gone);
        held.putAll(put);
    }

    private <T> boolean differs(Map.Entry<K, V> entry, Function<V, T> view) {
        var before = held.get(entry.getKey());
        return before == null || !Objects.equals(view.apply(before), view.apply(entry.getValue()));
    }
}
