package io.margay.actors.node;

import io.margay.engine.source.EndpointsChange;
import io.margay.index.intern.Sorted;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// When a node heard of endpoints whose rules it has not offered to its host yet. Not for several threads.
final class NewEndpoints {
    private final Map<ResourceKey, Long> heard = new LinkedHashMap<>();

    /// The source says something, at a time. What it says as a whole is not new: somebody begins, or missed something.
    ///
    /// @param known those that are not new
    void heard(EndpointsChange change, Set<ResourceKey> known, long now) {
        change.gone().forEach(heard::remove);
        if (change.isWhole()) {
            return;
        }
        for (var holder : change.changed()) {
            if (!known.contains(holder.key())) {
                heard.putIfAbsent(holder.key(), now);
            }
        }
    }

    /// When those were heard of that are offered now, and never were before.
    List<Long> offered(Sorted<ResourceKey, ?> endpoints) {
        if (heard.isEmpty()) {
            return List.of();
        }
        var times = new ArrayList<Long>();
        heard.entrySet().removeIf(each -> {
            boolean isOffered = endpoints.get(each.getKey()) != null;
            if (isOffered) {
                times.add(each.getValue());
            }
            return isOffered;
        });
        return times;
    }
}
