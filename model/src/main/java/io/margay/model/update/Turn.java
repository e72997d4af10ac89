package io.margay.model.update;

import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What becomes of a set.
///
/// @param before null where it is new
/// @param after null where it is gone; the same as `before` where that is edited
/// @param joined identities that it did not mean before
/// @param left identities that it meant before
public record Turn(
        @Nullable HeldSet before,
        @Nullable HeldSet after,
        RoaringBitmap joined,
        RoaringBitmap left,
        List<Member> added,
        List<Member> removed) {
    /// The set is gone.
    static Turn gone(HeldSet before) {
        return new Turn(before, null, new RoaringBitmap(), before.identities, List.of(), List.copyOf(before.members()));
    }

    /// The set comes whole. Cost: its size.
    static Turn whole(@Nullable HeldSet before, HeldSet after) {
        if (before == null) {
            return new Turn(
                    null, after, after.identities, new RoaringBitmap(), List.copyOf(after.members()), List.of());
        }
        return new Turn(
                before,
                after,
                RoaringBitmap.andNot(after.identities, before.identities),
                RoaringBitmap.andNot(before.identities, after.identities),
                missing(after.members(), before.members()),
                missing(before.members(), after.members()));
    }

    /// Those of some that are not among others.
    static List<Member> missing(Collection<Member> of, Collection<Member> in) {
        return of.stream().filter(member -> !in.contains(member)).toList();
    }

    /// Whether writers have nothing to do.
    public boolean isNothing() {
        return before != null && joined.isEmpty() && left.isEmpty() && added.isEmpty() && removed.isEmpty();
    }

    /// As writers are told of it, where it is not gone.
    SetChange change(HeldSet set) {
        return new SetChange(set.definition, parts(joined, added), parts(left, removed));
    }

    /// Makes it so.
    void commit(Holdings held) {
        if (before != null) {
            held.sets.remove(before.number);
            held.setsById.remove(before.id);
        }
        if (after != null) {
            held.sets.put(after.number, after);
            held.setsById.put(after.id, after);
            edit(after);
        }
    }

    /// Has no effect on a set that came whole.
    private void edit(HeldSet set) {
        if (before != null) {
            set.identities.or(joined);
            set.identities.andNot(left);
            set.change(removed, added);
        }
    }

    private static List<Part> parts(RoaringBitmap identities, List<Member> members) {
        var parts = new ArrayList<Part>(identities.getCardinality() + members.size());
        identities.forEach((IntConsumer) number -> parts.add(new OfIdentity(number)));
        parts.addAll(members);
        return parts;
    }
}
