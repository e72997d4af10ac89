package io.margay.engine.transaction;

import io.margay.index.intern.Slots;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.update.Ints;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Numbers for the sets that any policy or profile names, in use or not. A number is never given twice.
final class SetNumbers {
    private static final class Entry {
        private final int number;
        private int names;

        private Entry(int number) {
            this.number = number;
        }
    }

    private final Map<AddressSet, Entry> entries = new HashMap<>();
    private final Slots<AddressSet> sets = new Slots<>();
    private int next;

    /// Somebody names these sets; their numbers, in the same order.
    Ints acquire(Collection<AddressSet> named) {
        var numbers = new int[named.size()];
        int at = 0;
        for (var set : named) {
            numbers[at++] = acquire(set);
        }
        return Ints.of(numbers);
    }

    /// Somebody no longer names these sets.
    void release(Ints numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            var set = set(numbers.get(i));
            var entry = entries.get(set);
            if (entry != null && --entry.names == 0) {
                entries.remove(set);
                sets.set(entry.number, null);
            }
        }
    }

    /// Whether anybody names a set of this number.
    boolean has(int number) {
        return sets.get(number) != null;
    }

    /// What a number names. Errors: `IllegalStateException` where it names nothing.
    AddressSet set(int number) {
        var set = sets.get(number);
        if (set == null) {
            throw new IllegalStateException("nobody names set " + number);
        }
        return set;
    }

    private int acquire(AddressSet set) {
        var entry = entries.computeIfAbsent(set, _ -> new Entry(next++));
        if (entry.names++ == 0) {
            sets.set(entry.number, set);
        }
        return entry.number;
    }
}
