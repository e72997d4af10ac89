package io.margay.model.update;

import io.margay.model.ruleset.Transaction.Member;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What a set will be: what it rests on, which is not changed, and what joined and left.
final class SetDraft {
    private final HeldSet base;
    private final RoaringBitmap joined = new RoaringBitmap();
    private final RoaringBitmap left = new RoaringBitmap();
    private final LinkedHashSet<Member> added = new LinkedHashSet<>();
    private final LinkedHashSet<Member> removed = new LinkedHashSet<>();

    SetDraft(HeldSet base) {
        this.base = base;
    }

    /// What it rests on; it has the same number, id and definition.
    HeldSet base() {
        return base;
    }

    void join(int identity) {
        left.remove(identity);
        joined.add(identity);
    }

    void leave(int identity) {
        joined.remove(identity);
        left.add(identity);
    }

    void change(List<Member> come, List<Member> go) {
        go.forEach(added::remove);
        removed.addAll(go);
        come.forEach(removed::remove);
        added.addAll(come);
    }

    boolean means(int identity) {
        return joined.contains(identity) || (base.identities.contains(identity) && !left.contains(identity));
    }

    /// What becomes of the set that the host has of this id. Cost: what joined and left, if it rests on that one.
    @SuppressWarnings("ReferenceEquality") // whether that very object is edited
    Turn turn(@Nullable HeldSet before) {
        if (before != base) {
            return Turn.whole(before, whole());
        }
        return new Turn(
                base,
                base,
                RoaringBitmap.andNot(joined, base.identities),
                RoaringBitmap.and(left, base.identities),
                Turn.missing(added, base.members()),
                removed.stream().filter(base.members()::contains).toList());
    }

    private HeldSet whole() {
        // What came in a part may be shared with other hosts, so it is copied in any case.
        var identities = RoaringBitmap.or(base.identities, joined);
        identities.andNot(left);
        var members = new LinkedHashSet<>(base.members());
        members.removeAll(removed);
        members.addAll(added);
        return new HeldSet(base.number, base.id, base.definition, identities, members);
    }
}
