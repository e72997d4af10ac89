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

    private static List<Long> joined(List<Long> first, List<Long> then) {
        if (first.isEmpty()) {
            return then;
        }
        var all = new ArrayList<>(first);
        then.stream().limit(MOST - first.size()).forEach(all::add);
        return all;
    }
}
