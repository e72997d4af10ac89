package io.margay.engine.transaction;

import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What a host must be told to come from what it holds to what it should hold.
///
/// The log's parts come first, then all of what it did not hear of: sets that it begins to use, identities that only
/// these mean, its policies, profiles and endpoints where they are others.
///
/// Cost: references to the log; where needs are others, a comparison of each; where sets are new, the identities that
/// only they mean, in shared blocks wherever most of a block is wanted.
final class Statement {
    private final HostLink.Told held;
    private final ShardView view;
    private final Needs needs;
    private final List<Shared> parts = new ArrayList<>();

    private Statement(HostLink.Told held, ShardView view, Needs needs) {
        this.held = held;
        this.view = view;
        this.needs = needs;
    }

    /// The parts to send; none where the host holds what it should.
    @SuppressWarnings("ReferenceEquality") // the same needs are the same object
    static List<Shared> of(HostLink.Told held, ShardView view, Needs needs, boolean all) {
        var statement = new Statement(held, view, needs);
        if (!held.isNothing()) {
            statement.parts.addAll(held.log());
        }
        boolean same = !held.isNothing() && held.needs() == needs;
        if (!same || !held.isIntact() || (all && !held.all())) {
            statement.sets(all);
        }
        if (!same) {
            statement.owned();
        }
        return statement.parts;
    }

    private void sets(boolean all) {
        var kept = held.isNothing() ? new RoaringBitmap() : held.kept();
        var fresh = RoaringBitmap.andNot(needs.sets(), kept);
        if (all && (held.isNothing() || !held.all())) {
            view.blocks().forEach(parts::add);
        } else if (!fresh.isEmpty()) {
            var missing = RoaringBitmap.andNot(union(fresh), union(RoaringBitmap.and(kept, needs.sets())));
            identities(all ? RoaringBitmap.and(missing, view.waiting()) : missing);
        }
        fresh.forEach((IntConsumer) set -> parts.add(view.set(set).contents()));
    }

    /// Those that a host does not know: only new sets mean them. A host that is told of all knows all with addresses.
    private void identities(RoaringBitmap missing) {
        var own = new ArrayList<IdentityContents>();
        var wanted = new ArrayList<IdentityContents>();
        int block = -1;
        for (var each = missing.getIntIterator(); each.hasNext(); ) {
            int number = each.next();
            if (Blocks.of(number) != block) {
                flush(block, wanted, own);
                block = Blocks.of(number);
            }
            wanted.add(Blocks.contents(view.identity(number)));
        }
        flush(block, wanted, own);
        if (!own.isEmpty()) {
            parts.add(Shared.of(new Part.Identities(own)));
        }
    }

    private void flush(int block, List<IdentityContents> wanted, List<IdentityContents> own) {
        var shared = block < 0 ? null : view.blocks().get(block);
        boolean most = shared != null
                && shared.part() instanceof Part.Identities(var inBlock)
                && wanted.size() > inBlock.size() / 2;
        if (shared != null && most) {
            parts.add(shared);
        } else {
            own.addAll(wanted);
        }
        wanted.clear();
    }

    private RoaringBitmap union(RoaringBitmap sets) {
        var union = new RoaringBitmap();
        sets.forEach((IntConsumer) set -> union.or(view.set(set).meaning().identities()));
        return union;
    }

    private void owned() {
        var before = held.isNothing() ? Needs.NOTHING : held.needs();
        say(before.policies(), needs.policies(), SharedPolicy::contents);
        say(before.profiles(), needs.profiles(), SharedProfile::contents);
        say(before.endpoints(), needs.endpoints(), Function.identity());
        var gone = new Part.Gone(
                Ints.of(RoaringBitmap.andNot(before.sets(), needs.sets()).toArray()),
                numbers(gone(before.policies(), needs.policies())),
                gone(before.profiles(), needs.profiles()),
                gone(before.endpoints(), needs.endpoints()));
        if (!gone.isNothing()) {
            parts.add(Shared.of(gone));
        }
    }

    /// What is new or another than before, in the order of its keys: that has no meaning, but is the same each time.
    private <K extends Comparable<K>, V> void say(Map<K, V> before, Map<K, V> now, Function<V, Shared> contents) {
        var changed = new TreeMap<K, Shared>();
        now.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                changed.put(key, contents.apply(value));
            }
        });
        parts.addAll(changed.values());
    }

    private static Ints numbers(List<Integer> numbers) {
        return Ints.of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    private static <K extends Comparable<K>> List<K> gone(Map<K, ?> before, Map<K, ?> after) {
        if (before.isEmpty()) {
            return List.of();
        }
        var gone = new ArrayList<K>();
        before.keySet().forEach(key -> {
            if (!after.containsKey(key)) {
                gone.add(key);
            }
        });
        Collections.sort(gone);
        return gone;
    }
}
