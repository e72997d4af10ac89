package io.margay.actors.store.keeper;

import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a database was found with: its tables, and the end of its journal.
///
/// @param state what the tables have
/// @param missing what only the journal has, in order
/// @param refusal why it cannot be gone on with; empty if it can
record Opened(StoreState state, List<Revision> missing, String refusal) {
    /// @param known what was so before; null at the first time
    static Opened of(Listing tables, Tail tail, @Nullable StoreState known) {
        var state = new StoreState(tables);
        var missing = tail.events().stream()
                .filter(event -> event.revision() > tables.revision())
                .map(StoreEvent::asRevision)
                .toList();
        boolean isGap = !missing.isEmpty() && missing.getFirst().stamp().revision() != tables.revision() + 1;
        if (isGap || tail.revision() < tables.revision()) {
            return new Opened(
                    state,
                    missing,
                    "the store's journal, up to revision " + tail.revision() + ", and its tables, at "
                            + tables.revision() + ", are not of one time: restore both from one backup");
        }
        if (known != null && tail.revision() < known.revision()) {
            return new Opened(
                    state,
                    missing,
                    "the store was at revision " + known.revision() + ", and is at " + tail.revision()
                            + " now: restart the engine to go on from there");
        }
        return new Opened(state, missing, "");
    }
}
