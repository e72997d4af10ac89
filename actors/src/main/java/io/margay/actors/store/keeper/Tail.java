package io.margay.actors.store.keeper;

import java.util.List;
import java.util.stream.Stream;

/// The end of a journal: what may not be in the tables yet, so that whoever begins with the tables and this knows all.
///
/// @param revision the last one, whether it is among the events or not
/// @param events without a gap, up to that one
record Tail(long revision, List<StoreEvent> events) implements Journaled {
    /// Of a journal in which nothing is.
    static final Tail NOTHING = new Tail(0, List.of());

    Tail {
        events = List.copyOf(events);
    }

    /// With one more.
    ///
    /// @param tabled up to which revision the tables are known to be
    Tail with(StoreEvent event, long tabled) {
        var left = events.stream().filter(it -> it.revision() > tabled);
        return new Tail(event.revision(), Stream.concat(left, Stream.of(event)).toList());
    }
}
