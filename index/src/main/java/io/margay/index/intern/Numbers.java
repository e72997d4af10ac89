package io.margay.index.intern;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers for values: equal values are one copy and have one number. A number that was given is never given again.
///
/// Not for two threads. Cost: one hash lookup a question.
public final class Numbers<T> {
    /// A value's one copy and its number.
    public record Entry<T>(int number, T value) {}

    private final Map<T, Entry<T>> byValue = new HashMap<>();
    private int next;

    /// The entry of a value, made where there is none yet.
    public Entry<T> of(T value) {
        var known = byValue.get(value);
        if (known != null) {
            return known;
        }
        var entry = new Entry<>(next++, value);
        byValue.put(value, entry);
        return entry;
    }

    /// The number of a value, or null where it has none.
    public @Nullable Integer find(T value) {
        var known = byValue.get(value);
        return known == null ? null : known.number();
    }

    /// Forgets a value. If it comes again, it has another number.
    public void forget(T value) {
        byValue.remove(value);
    }

    /// How many values have a number.
    public int size() {
        return byValue.size();
    }
}
