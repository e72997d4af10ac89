package io.margay.actors.store.keeper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.margay.actors.count.StoreCounts;
import io.margay.actors.store.Edit;
import io.margay.actors.store.Edited;
import io.margay.actors.store.ResourceStore.Listing;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What exists, and what becomes of edits of it. Not for several threads.
final class StoreState {
    /// What an edit comes to.
    ///
    /// @param revision what is to be kept before anybody is told; null: nothing
    record Decision(Edited edited, @Nullable Revision revision) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<ResourceKey, Stored> present = new TreeMap<>();
    private long revision;
    private Instant time = Instant.EPOCH;

    /// What exists at a revision.
    StoreState(Listing listing) {
        revision = listing.revision();
        for (var stored : listing.resources()) {
            put(stored);
        }
    }

    /// How a store is, for whoever counts.
    ///
    /// @param state null: it was never read
    /// @param tabled the last revision that its tables have
    static StoreCounts.State how(@Nullable StoreState state, boolean isOpen, int waiting, long tabled) {
        return state == null
                ? new StoreCounts.State(true, isOpen, waiting, 0, 0)
                : new StoreCounts.State(true, isOpen, waiting, Math.max(0, state.revision - tabled), state.size());
    }

    long revision() {
        return revision;
    }

    /// How many there are.
    int size() {
        return present.size();
    }

    /// One, or none.
    List<Stored> get(ResourceKey key) {
        var found = present.get(key);
        return found == null ? List.of() : List.of(found);
    }

    /// All, by key.
    Listing listing() {
        return new Listing(revision, List.copyOf(present.values()));
    }

    /// What edits come to, one after another, each with those before it. Nothing changes yet.
    ///
    /// @param now of no effect where it is before the last change
    List<Decision> decide(List<Edit> edits, Instant now) {
        var millis = now.truncatedTo(ChronoUnit.MILLIS);
        var draft = new Draft(millis.isAfter(time) ? millis : time);
        return edits.stream().map(draft::decide).toList();
    }

    /// A revision is kept. One that was taken already changes nothing.
    void take(Revision next) {
        if (next.stamp().revision() <= revision) {
            return;
        }
        if (next.stamp().revision() != revision + 1) {
            throw new IllegalStateException("revision " + next.stamp().revision() + " after revision " + revision);
        }
        revision = next.stamp().revision();
        time = next.stamp().time();
        next.deleted().forEach(present::remove);
        next.upserted().forEach(this::put);
    }

    private void put(Stored stored) {
        present.put(stored.resource().key(), stored);
        if (stored.changed().time().isAfter(time)) {
            time = stored.changed().time();
        }
    }

    /// What would be, with some edits.
    private final class Draft {
        private final Instant now;
        private final Map<ResourceKey, Optional<Stored>> changed = new HashMap<>();
        private long last = revision;

        private Draft(Instant now) {
            this.now = now;
        }

        private Optional<Stored> found(ResourceKey key) {
            var known = changed.get(key);
            return known == null ? Optional.ofNullable(present.get(key)) : known;
        }

        private Decision decide(Edit edit) {
            var conflicts = edit.steps().stream()
                    .flatMap(step -> conflict(step).stream())
                    .toList();
            if (!conflicts.isEmpty()) {
                return new Decision(new Edited.Conflicting(conflicts), null);
            }
            var outcomes = edit.steps().stream()
                    .map(step -> new Edited.Outcome(step.key(), effect(step)))
                    .toList();
            var next = edit.isTrial() ? null : revision(edit, outcomes);
            if (next == null) {
                return new Decision(new Edited.Done(last, outcomes), null);
            }
            last = next.stamp().revision();
            next.upserted().forEach(it -> changed.put(it.resource().key(), Optional.of(it)));
            next.deleted().forEach(key -> changed.put(key, Optional.empty()));
            return new Decision(new Edited.Done(last, outcomes), next);
        }

        private Optional<Edited.Conflict> conflict(Edit.Step step) {
            long found = found(step.key()).map(it -> it.changed().revision()).orElse(Edit.NONE);
            return step.expected() == Edit.ANY || step.expected() == found
                    ? Optional.empty()
                    : Optional.of(new Edited.Conflict(step.key(), step.expected(), found));
        }

        private Edited.Effect effect(Edit.Step step) {
            var found = found(step.key());
            return switch (step) {
                case Edit.Delete _ -> found.isEmpty() ? Edited.Effect.ABSENT : Edited.Effect.DELETED;
                case Edit.Put put when found.isEmpty() -> Edited.Effect.CREATED;
                case Edit.Put put ->
                    isSame(put.document(), found.get().document()) ? Edited.Effect.UNCHANGED : Edited.Effect.CHANGED;
            };
        }

        /// Null where nothing changes.
        private @Nullable Revision revision(Edit edit, List<Edited.Outcome> outcomes) {
            var stamp = new Stamp(last + 1, now, edit.author());
            var upserted = new ArrayList<Stored>();
            var deleted = new ArrayList<ResourceKey>();
            for (int i = 0; i < outcomes.size(); i++) {
                switch (outcomes.get(i).effect()) {
                    case CREATED, CHANGED -> {
                        var put = (Edit.Put) edit.steps().get(i);
                        upserted.add(new Stored(put.resource(), put.document(), stamp));
                    }
                    case DELETED -> deleted.add(edit.steps().get(i).key());
                    case UNCHANGED, ABSENT -> {} // as it is
                }
            }
            return upserted.isEmpty() && deleted.isEmpty() ? null : new Revision(stamp, upserted, deleted);
        }
    }

    /// Whether two documents say the same, in whatever order.
    private static boolean isSame(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return false; // what Margay's own parser took for JSON; the new one is kept
        }
    }
}
