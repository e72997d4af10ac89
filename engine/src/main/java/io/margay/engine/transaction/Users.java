package io.margay.engine.transaction;

import io.margay.model.update.Ints;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which nodes use which sets, by their numbers.
///
/// Layout: for each set a bit a node. Cost: one bit for each set that a node takes up or gives up; to know who uses any
/// of some sets, one operation on 64 nodes each.
final class Users {
    private static final BitSet NOBODY = new BitSet();

    private @Nullable BitSet[] bySet = new BitSet[64];
    private final BitSet all = new BitSet();
    /// Those who use any set.
    private final BitSet using = new BitSet();
    private boolean isCompared;
    private boolean isAll;

    /// A node uses these sets.
    ///
    /// @param came told each set that nobody used before
    void acquired(int node, Ints now, IntConsumer came) {
        using.set(node, now.size() > 0);
        isCompared = false;
        for (int i = 0; i < now.size(); i++) {
            var users = users(now.get(i));
            if (users.isEmpty()) {
                came.accept(now.get(i));
            }
            users.set(node);
        }
    }

    /// A node no longer uses those of these sets that are not among the others.
    ///
    /// @param went told each set that nobody uses any more
    void released(int node, Ints before, Ints now, IntConsumer went) {
        var kept = RoaringBitmap.bitmapOf(now.toArray());
        for (int i = 0; i < before.size(); i++) {
            int set = before.get(i);
            if (!kept.contains(set) && release(set, node)) {
                went.accept(set);
            }
        }
    }

    /// Whether a node hears of every identity.
    void hearsAll(int node, boolean hearsAll) {
        all.set(node, hearsAll);
        isCompared = false;
    }

    /// Whether a node hears of every identity.
    boolean hearsAll(int node) {
        return all.get(node);
    }

    /// Whether everybody who uses any set hears of every identity: then it need not be found out who uses which.
    boolean allHearAll() {
        if (!isCompared) {
            var others = (BitSet) using.clone();
            others.andNot(all);
            isAll = others.isEmpty();
            isCompared = true;
        }
        return isAll;
    }

    /// Adds those who hear of every identity to a set of nodes.
    void addThoseWhoHearAll(BitSet nodes) {
        nodes.or(all);
    }

    /// Adds the users of any of these sets to a set of nodes.
    void addUsers(RoaringBitmap sets, BitSet nodes) {
        for (var each = sets.getIntIterator(); each.hasNext(); ) {
            nodes.or(of(each.next()));
        }
    }

    /// Who uses a set; not to be changed.
    BitSet of(int set) {
        var users = set < bySet.length ? bySet[set] : null;
        return users == null ? NOBODY : users;
    }

    private BitSet users(int set) {
        if (set >= bySet.length) {
            bySet = Arrays.copyOf(bySet, Math.max(set + 1, bySet.length * 2));
        }
        var users = bySet[set];
        if (users == null) {
            users = new BitSet();
            bySet[set] = users;
        }
        return users;
    }

    private boolean release(int set, int node) {
        var users = users(set);
        users.clear(node);
        if (users.isEmpty()) {
            bySet[set] = null;
            return true;
        }
        return false;
    }
}
