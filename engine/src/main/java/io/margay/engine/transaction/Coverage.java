package io.margay.engine.transaction;

import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// How much of all identities the sets of a node mean.
///
/// A node that uses most of them is told of each: to find out for each address whether it concerns the node would
/// cost more than the few that do not. Source: decision 0004.
final class Coverage {
    private Coverage() {}

    /// Whether these sets mean three quarters of all identities; one half, where they did before.
    ///
    /// Cost: a look at each; unless one alone is so large, unions of the largest, until it is known.
    static boolean isLarge(ShardView view, Ints sets, boolean before) {
        int wanted = before ? view.identityCount() / 2 : view.identityCount() - view.identityCount() / 4;
        var large = new ArrayList<SharedSet>();
        long sum = 0;
        int largest = 0;
        for (int i = 0; i < sets.size(); i++) {
            var set = view.sets().get(sets.get(i));
            if (set != null && set.size() > 0) {
                large.add(set);
                sum += set.size();
                largest = Math.max(largest, set.size());
            }
        }
        return wanted > 0 && sum >= wanted && (largest >= wanted || covers(large, sum, wanted));
    }

    private static boolean covers(List<SharedSet> sets, long sum, int wanted) {
        sets.sort(Comparator.comparingInt(SharedSet::size).reversed());
        var union = new RoaringBitmap();
        long left = sum;
        int size = 0;
        for (var set : sets) {
            if (size >= wanted || size + left < wanted) {
                break;
            }
            union.or(set.meaning().identities());
            left -= set.size();
            size = union.getCardinality();
        }
        return size >= wanted;
    }
}
