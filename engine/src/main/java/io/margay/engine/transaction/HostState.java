package io.margay.engine.transaction;

import io.margay.model.ruleset.SetId;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// All that a host should hold at one version of its shard: what its endpoints need, and what that means there.
///
/// @param view null for a host that holds nothing
/// @param identities those that any needed set means
public record HostState(@Nullable ShardView view, Needs needs, RoaringBitmap identities) {
    /// A host that holds nothing.
    public static final HostState EMPTY = new HostState(null, Needs.NOTHING, new RoaringBitmap());

    /// What a host should hold, all of whose needed sets are in use in the view.
    public static HostState of(ShardView view, Needs needs) {
        return new HostState(view, needs, union(view, needs.sets().keySet()));
    }

    /// The same as `of(view, needs)`, made from this one where little differs.
    ///
    /// Cost: the union of all needed sets where they are other sets; else a look at each of them for each identity
    /// that joined or left one.
    public HostState next(ShardView next, Needs nextNeeds) {
        var sets = nextNeeds.sets().keySet();
        if (view == null || !sets.equals(needs.sets().keySet())) {
            return of(next, nextNeeds);
        }
        var touched = next.log().since(view.version());
        return touched.everything()
                ? of(next, nextNeeds)
                : new HostState(next, nextNeeds, update(next, moved(next, touched.sets())));
    }

    /// Whether it was made of this very view and these needs.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    public boolean isOf(ShardView other, Needs otherNeeds) {
        return view == other && needs == otherNeeds;
    }

    /// Whether it is this very state.
    @SuppressWarnings("ReferenceEquality") // as above
    boolean is(HostState other) {
        return this == other;
    }

    /// What a needed set means to the host.
    Meaning meaning(SetId set) {
        var meaning = view == null ? null : view.meaning(set);
        if (meaning == null) {
            throw new IllegalStateException("set " + set + " is needed and not in use");
        }
        return meaning;
    }

    private RoaringBitmap moved(ShardView next, Set<SetId> touched) {
        var moved = new RoaringBitmap();
        for (var set : touched) {
            var after = next.meaning(set);
            if (needs.sets().containsKey(set) && after != null) {
                moved.or(RoaringBitmap.xor(meaning(set).identities(), after.identities()));
            }
        }
        return moved;
    }

    private RoaringBitmap update(ShardView next, RoaringBitmap moved) {
        if (moved.isEmpty()) {
            return identities;
        }
        var updated = identities.clone();
        moved.forEach((IntConsumer) number -> {
            if (isMeant(next, number)) {
                updated.add(number);
            } else {
                updated.remove(number);
            }
        });
        return updated;
    }

    private boolean isMeant(ShardView next, int identity) {
        for (var set : needs.sets().keySet()) {
            var meaning = next.meaning(set);
            if (meaning != null && meaning.identities().contains(identity)) {
                return true;
            }
        }
        return false;
    }

    private static RoaringBitmap union(ShardView view, Set<SetId> sets) {
        Iterator<RoaringBitmap> meanings = sets.stream()
                .map(view::meaning)
                .map(meaning -> meaning == null ? Meaning.nothing() : meaning)
                .map(Meaning::identities)
                .iterator();
        return RoaringBitmap.or(meanings);
    }
}
