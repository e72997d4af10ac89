package io.margay.engine.transaction;

import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.Comparator;
import org.roaringbitmap.RoaringBitmap;

/// How much of all identities the sets of a node mean.
///
/// A node that uses most of them is told of each: to find out for each address whether it concerns the node would cost
/// more than the few that do not. Source: decision 0004.
final class Coverage {
    private Coverage() {}

    /// Whether these sets mean three quarters of all identities; one half, where they did before.
    ///
    /// Cost: unions of the largest sets, until it is known.
    static boolean isLarge(ShardView view, Ints sets, boolean before) {
        int wanted = before ? view.identityCount() / 2 : view.identityCount() - view.identityCount() / 4;
        var meanings = new ArrayList<RoaringBitmap>();
        long sum = 0;
        for (int i = 0; i < sets.size(); i++) {
            var set = view.sets().get(sets.get(i));
            if (set != null && set.meaning() instanceof Meaning.Identities(var numbers) && !numbers.isEmpty()) {
                meanings.add(numbers);
                sum += numbers.getCardinality();
            }
        }
        if (wanted == 0 || sum < wanted) {
            return false;
        }
        meanings.sort(Comparator.comparingInt(RoaringBitmap::getCardinality).reversed());
        var union = new RoaringBitmap();
        for (var numbers : meanings) {
            union.or(numbers);
            sum -= numbers.getCardinality();
            if (union.getCardinality() >= wanted) {
                return true;
            }
            if (union.getCardinality() + sum < wanted) {
                return false;
            }
        }
        return false;
    }
}
