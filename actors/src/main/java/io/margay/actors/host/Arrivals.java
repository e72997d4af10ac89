package io.margay.actors.host;

import io.margay.actors.count.Latency;
import java.util.ArrayList;
import java.util.List;

/// When the new endpoints of a host were heard of that it does not enforce yet. Not for several threads.
///
/// Cost: nothing where none come. Of very many at once, as where a host answers nothing, the first ones count.
final class Arrivals {
    private static final int MOST = 1_024;

    private List<Long> offered = List.of();
    private List<Long> told = List.of();

    /// What the host is told next has some.
    void add(List<Long> times) {
        offered = joined(offered, times);
    }

    /// The host is told.
    void told() {
        if (!offered.isEmpty()) {
            told = joined(told, offered);
            offered = List.of();
        }
    }

    /// Whether it was told of any that it does not enforce yet.
    boolean areTold() {
        return !told.isEmpty();
    }

    /// It enforces what it was told.
    void enforced(Latency latency, long now) {
        told.forEach(time -> latency.took(now - time));
        told = List.of();
    }

    /// At most [#MOST], whichever part they are of.
    private static List<Long> joined(List<Long> first, List<Long> then) {
        if (first.isEmpty() && then.size() <= MOST) {
            return then;
        }
        var all = new ArrayList<>(first);
        all.addAll(then.subList(0, Math.min(then.size(), MOST - first.size())));
        return all;
    }
}
