package io.margay.load.host;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.update.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The sets of a [Replay]. What a set means is the object that was told, until something changes in it.
final class ReplayedSets {
    private final Map<Integer, Known> known = new HashMap<>();
    private final Map<SetId, Known> byId = new HashMap<>();
    private final ReplayedIdentities identities;

    /// A set.
    static final class Known {
        private final int number;
        private final SetId id;
        private final AddressSet definition;
        private RoaringBitmap identities;
        private Set<Member> members;
        private boolean isOwn;

        private Known(Part.SetContents contents) {
            number = contents.set();
            id = contents.definition().id();
            definition = contents.definition();
            identities = contents.identities();
            members = contents.members().isEmpty() ? Set.of() : new HashSet<>(contents.members());
        }

        SetId id() {
            return id;
        }

        AddressSet definition() {
            return definition;
        }

        RoaringBitmap identities() {
            return identities;
        }

        Set<Member> members() {
            return members;
        }

        private RoaringBitmap own() {
            if (!isOwn) {
                identities = identities.clone();
                isOwn = true;
            }
            return identities;
        }

        private void change(List<Member> added, List<Member> removed) {
            var changed = new HashSet<>(members);
            removed.forEach(changed::remove);
            changed.addAll(added);
            members = changed;
        }
    }

    ReplayedSets(ReplayedIdentities identities) {
        this.identities = identities;
    }

    /// All of them.
    Collection<Known> all() {
        return Collections.unmodifiableCollection(known.values());
    }

    /// Takes what a part says of sets.
    void take(Part part) {
        switch (part) {
            case Part.SetContents contents -> put(contents);
            case Part.Moves it -> it.moves().forEach(this::take);
            case Part.MemberChange(int number, var added, var removed) -> change(known.get(number), added, removed);
            case Part.Gone gone -> gone.sets().forEach(this::remove);
            case Part.Identities _, Part.PolicyContents _, Part.ProfileContents _, Part.EndpointContents _ -> {}
        }
    }

    private void put(Part.SetContents contents) {
        var set = new Known(contents);
        var before = byId.get(set.id);
        if (before != null) {
            remove(before.number);
        }
        remove(set.number);
        known.put(set.number, set);
        byId.put(set.id, set);
        identities.join(set.identities);
    }

    private void remove(int number) {
        var set = known.remove(number);
        if (set != null) {
            byId.remove(set.id);
            identities.leave(set.identities);
        }
    }

    private void take(Part.Move move) {
        move.joined().forEach(number -> join(known.get(number), move.identity()));
        move.left().forEach(number -> leave(known.get(number), move.identity()));
    }

    private void join(@Nullable Known set, int identity) {
        if (set != null && set.own().checkedAdd(identity)) {
            identities.join(identity);
        }
    }

    private void leave(@Nullable Known set, int identity) {
        if (set != null && set.own().checkedRemove(identity)) {
            identities.leave(identity);
        }
    }

    private static void change(@Nullable Known set, List<Member> added, List<Member> removed) {
        if (set != null) {
            set.change(added, removed);
        }
    }
}
