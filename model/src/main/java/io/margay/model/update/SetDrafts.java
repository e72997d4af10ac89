package io.margay.model.update;

import io.margay.model.ruleset.SetId;
import io.margay.model.update.Part.SetContents;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the sets will be: those touched, over those held, which stay as they are.
final class SetDrafts {
    private final Holdings held;
    private final TreeMap<Integer, SetDraft> put = new TreeMap<>();
    private final TreeSet<Integer> gone = new TreeSet<>();

    SetDrafts(Holdings held) {
        this.held = held;
    }

    void put(SetContents contents) {
        var id = contents.definition().id();
        var known = held.setsById.get(id);
        if (known != null) {
            remove(known.number);
        }
        var base = new HeldSet(contents.set(), id, contents.definition(), contents.identities(), contents.members());
        gone.remove(contents.set());
        put.put(contents.set(), new SetDraft(base));
    }

    void remove(int number) {
        put.remove(number);
        gone.add(number);
    }

    /// The set, to be edited; null where the host has none of this number.
    @Nullable
    SetDraft edit(int number) {
        var draft = put.get(number);
        if (draft != null || gone.contains(number)) {
            return draft;
        }
        var set = held.sets.get(number);
        return set == null ? null : put.computeIfAbsent(number, _ -> new SetDraft(set));
    }

    /// Whether any set will mean this identity. Cost: a look at each.
    boolean means(int identity) {
        return put.values().stream().anyMatch(draft -> draft.means(identity))
                || held.sets.values().stream().anyMatch(set -> isUntouched(set) && set.identities.contains(identity));
    }

    /// What becomes of each set, in the order of their ids.
    List<Turn> turns() {
        var drafts = new TreeMap<SetId, SetDraft>();
        put.values().forEach(draft -> drafts.put(draft.base().id, draft));
        var turns = new TreeMap<SetId, Turn>();
        drafts.forEach((id, draft) -> turns.put(id, draft.turn(held.setsById.get(id))));
        Stream.concat(gone.stream(), put.keySet().stream()).forEach(number -> {
            var before = held.sets.get(number);
            if (before != null && !turns.containsKey(before.id)) {
                turns.put(before.id, Turn.gone(before));
            }
        });
        return List.copyOf(turns.values());
    }

    private boolean isUntouched(HeldSet set) {
        return !gone.contains(set.number) && !put.containsKey(set.number);
    }
}
