package io.margay.load.host;

import io.margay.model.net.CidrList;
import io.margay.model.update.AddressLists;
import io.margay.model.update.Part;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.UpdateRefused;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The identities of a [Replay], and how many of its sets mean each.
///
/// Layout: arrays by number, as a shard gives them from 1 on. What an identity is stays the object that was told.
final class ReplayedIdentities {
    private static final int FIRST = 1 << 10;

    private @Nullable IdentityContents[] known = new IdentityContents[FIRST];
    private int[] meanings = new int[FIRST];
    /// Those that the present update may change.
    private final BitSet touched = new BitSet();
    private final BitSet unmeant = new BitSet();
    /// Those that sets meant before the present update, which says them anew, as they were.
    private final Map<Integer, IdentityContents> replaced = new HashMap<>();

    /// One of these; null where it is not known.
    @Nullable
    IdentityContents get(int number) {
        return number < known.length ? known[number] : null;
    }

    /// One more than the highest number that any has.
    int end() {
        return known.length;
    }

    /// Whether any set means it.
    boolean isMeant(int number) {
        return number < meanings.length && meanings[number] > 0;
    }

    /// Takes what a part says of identities. Before what the same update says of sets.
    void take(Part part) {
        switch (part) {
            case Part.Identities(var all) -> all.forEach(this::put);
            case Part.Moves it -> it.moves().forEach(this::take);
            case Part.MemberChange _,
                    Part.SetContents _,
                    Part.PolicyContents _,
                    Part.ProfileContents _,
                    Part.EndpointContents _,
                    Part.Gone _ -> {}
        }
    }

    private void take(Part.Move move) {
        int number = move.identity();
        var before = get(number);
        if (move.whole()) {
            put(new IdentityContents(number, move.ports(), CidrList.of(move.added())));
        } else if (before != null) {
            var addresses = AddressLists.change(CidrList.of(before.addresses()), move.added(), move.removed());
            put(new IdentityContents(number, before.ports(), addresses));
        }
    }

    private void put(IdentityContents identity) {
        int number = identity.identity();
        reach(number);
        var before = known[number];
        if (before != null && meanings[number] > 0) {
            replaced.putIfAbsent(number, before);
        }
        known[number] = identity;
        touched.set(number);
    }

    /// A set means these.
    void join(RoaringBitmap identities) {
        if (!identities.isEmpty()) {
            reach(identities.last());
            identities.forEach((IntConsumer) this::join);
        }
    }

    /// A set means this one.
    void join(int number) {
        reach(number);
        meanings[number]++;
        touched.set(number);
    }

    /// A set no longer means these.
    void leave(RoaringBitmap identities) {
        identities.forEach((IntConsumer) this::leave);
    }

    /// A set no longer means this one.
    void leave(int number) {
        meanings[number]--;
        touched.set(number);
    }

    /// That was all of an update. Forgets those that no set means, but for those that are kept all the same.
    ///
    /// Errors: [UpdateRefused], as of `HostReplica.apply`.
    ///
    /// @param all whether to keep those that have addresses
    void settle(boolean all) {
        if (!all) {
            touched.or(unmeant);
        }
        for (int number = touched.nextSetBit(0); number >= 0; number = touched.nextSetBit(number + 1)) {
            if (meanings[number] > 0) {
                check(number);
                unmeant.clear(number);
            } else {
                keep(number, all);
            }
        }
        touched.clear();
        replaced.clear();
    }

    private void check(int number) {
        var identity = known[number];
        if (identity == null) {
            throw new UpdateRefused("a set has identity " + number + ", which was never sent");
        }
        var before = replaced.get(number);
        if (before != null && !before.ports().equals(identity.ports())) {
            throw new UpdateRefused("identity " + number + " has other ports than before");
        }
    }

    private void keep(int number, boolean all) {
        var identity = known[number];
        boolean isKept = all && identity != null && !identity.addresses().isEmpty();
        unmeant.set(number, isKept);
        known[number] = isKept ? identity : null;
    }

    private void reach(int number) {
        if (number >= known.length) {
            int length = Math.max(number + 1, known.length + known.length / 2);
            known = Arrays.copyOf(known, length);
            meanings = Arrays.copyOf(meanings, length);
        }
    }
}
