package io.margay.engine.transaction;

import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which nodes use which sets. A node says all that it uses each time, so that a message twice does no harm.
final class Users {
    private final Map<String, Map<SetId, NamedSet>> byNode = new HashMap<>();
    private final Map<SetId, Integer> counts = new HashMap<>();
    private final Map<SetId, NamedSet> added = new LinkedHashMap<>();
    private final Set<SetId> removed = new HashSet<>();

    /// A node uses these and no others; whether a set came into use or went out of it.
    boolean replaced(String node, Collection<NamedSet> used) {
        var now = new LinkedHashMap<SetId, NamedSet>();
        used.forEach(set -> now.put(set.id(), set));
        var before = now.isEmpty() ? byNode.remove(node) : byNode.put(node, now);
        var known = before == null ? Map.<SetId, NamedSet>of() : before;
        now.forEach((id, set) -> {
            if (!known.containsKey(id)) {
                acquire(set);
            }
        });
        known.keySet().stream().filter(id -> !now.containsKey(id)).forEach(this::release);
        return !added.isEmpty() || !removed.isEmpty();
    }

    /// A node is no more.
    boolean gone(String node) {
        return replaced(node, List.of());
    }

    /// How many nodes use a set.
    int count(SetId id) {
        return counts.getOrDefault(id, 0);
    }

    /// The sets that came into use since the last call.
    List<NamedSet> drainAdded() {
        var drained = List.copyOf(added.values());
        added.clear();
        return drained;
    }

    /// The sets that went out of use since the last call.
    Set<SetId> drainRemoved() {
        var drained = Set.copyOf(removed);
        removed.clear();
        return drained;
    }

    private void acquire(NamedSet set) {
        if (counts.merge(set.id(), 1, Integer::sum) == 1 && !removed.remove(set.id())) {
            added.put(set.id(), set);
        }
    }

    private void release(SetId id) {
        boolean last = counts.merge(id, -1, Integer::sum) == 0;
        if (last) {
            counts.remove(id);
        }
        if (last && added.remove(id) == null) {
            removed.add(id);
        }
    }
}
