package io.margay.actors.store;

import io.margay.model.resource.ResourceKey;
import java.util.List;

/// What became of an edit.
public sealed interface Edited {
    /// It is kept and comes into force; of a trial: it would.
    ///
    /// @param revision that it made; the present one where nothing changed
    /// @param outcomes of each step, in the order of the edit
    record Done(long revision, List<Outcome> outcomes) implements Edited {}

    /// Somebody else changed what it was to change. Nothing was done.
    record Conflicting(List<Conflict> conflicts) implements Edited {}

    /// What a step did.
    record Outcome(ResourceKey key, Effect effect) {}

    /// What was to change and had changed.
    ///
    /// @param expected what the edit said
    /// @param found the revision in which it changed last; 0: it is not there
    record Conflict(ResourceKey key, long expected, long found) {}

    /// What a step does.
    enum Effect {
        CREATED,
        CHANGED,
        UNCHANGED,
        DELETED,
        /// It was to be deleted, and was not there.
        ABSENT
    }
}
