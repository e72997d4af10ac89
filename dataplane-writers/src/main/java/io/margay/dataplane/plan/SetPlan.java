package io.margay.dataplane.plan;

import io.margay.model.ruleset.AddressSet;
import java.util.HashSet;
import java.util.Set;

/// What becomes of one address set.
public sealed interface SetPlan {
    /// Whatever was there, it holds this now; it is made if it is not there.
    record Whole(AddressSet set, Set<Member> members) implements SetPlan {
        public Whole {
            members = Set.copyOf(members);
        }
    }

    /// It is there; these come and those go. No member is in both.
    record Change(AddressSet set, Set<Member> added, Set<Member> removed) implements SetPlan {
        public Change {
            added = Set.copyOf(added);
            removed = Set.copyOf(removed);
        }
    }

    /// It is no longer there.
    record Delete() implements SetPlan {}

    /// This, then `later`, as one.
    ///
    /// Errors: `IllegalStateException` for a change of what was deleted, which no [Desired] says.
    default SetPlan then(SetPlan later) {
        return switch (later) {
            case Whole whole -> whole;
            case Delete delete -> delete;
            case Change change -> changedBy(change);
        };
    }

    private SetPlan changedBy(Change later) {
        return switch (this) {
            case Whole(var set, var members) -> new Whole(set, minus(union(members, later.added), later.removed));
            case Change(var set, var added, var removed) ->
                new Change(
                        set,
                        minus(union(added, later.added), later.removed),
                        minus(union(removed, later.removed), later.added));
            case Delete() -> throw new IllegalStateException("a deleted set changes: " + later.set);
        };
    }

    private static Set<Member> union(Set<Member> some, Set<Member> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<Member> minus(Set<Member> some, Set<Member> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
