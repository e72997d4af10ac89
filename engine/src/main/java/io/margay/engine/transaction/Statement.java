package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import io.margay.model.update.Part;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What a host must be told to come from what it holds to what it should hold.
///
/// The log's parts come first, then all of what it did not hear of: addresses whose owners ended, sets that it begins
/// to use, identities that only these mean, its policies, profiles and endpoints where they are others.
///
/// Cost: references to the log; where needs are others, a comparison of each; where sets are new, the identities that
/// only they mean, in shared blocks wherever most of a block is wanted.
final class Statement {
    /// So many identities join others sooner one by one.
    private static final int FEW = 8;

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
        if (held.hasMissed()) {
            statement.ended();
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

    /// What it did not hear of, and perhaps more: of a host that nothing is known of, all that is remembered.
    private void ended() {
        var ended = view.ended().since(held.version());
        if (!ended.isEmpty()) {
            parts.add(Shared.of(new Part.Moves(List.of(), List.copyOf(ended))));
        }
    }

    private void sets(boolean all) {
        var kept = held.isNothing() ? new RoaringBitmap() : held.kept();
        var fresh = RoaringBitmap.andNot(needs.sets(), kept);
        if (all && (held.isNothing() || !held.all())) {
            view.blocks().forEach(parts::add);
        } else if (!fresh.isEmpty()) {
            identities(missing(fresh, kept, all));
        }
        fresh.forEach((IntConsumer) set -> parts.add(view.set(set).contents()));
    }

    private RoaringBitmap missing(RoaringBitmap fresh, RoaringBitmap kept, boolean all) {
        if (all && view.waiting().isEmpty()) {
            return view.waiting();
        }
        var missing = RoaringBitmap.andNot(union(fresh), union(RoaringBitmap.and(kept, needs.sets())));
        return all ? RoaringBitmap.and(missing, view.waiting()) : missing;
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
        sets.forEach((IntConsumer) set -> {
            var shared = view.set(set);
            if (shared.size() > FEW) {
                union.or(shared.meaning().identities());
            } else if (shared.size() > 0) {
                shared.meaning().identities().forEach((IntConsumer) union::add);
            }
        });
        return union;
    }

    private void owned() {
        var before = held.isNothing() ? Needs.NOTHING : held.needs();
        var policies = new ArrayList<Integer>();
        needs.policies().since(before.policies(), (_, policy) -> parts.add(policy.contents()), policies::add);
        var profiles = new ArrayList<String>();
        needs.profiles().since(before.profiles(), (_, profile) -> parts.add(profile.contents()), profiles::add);
        var endpoints = new ArrayList<ResourceKey>();
        needs.endpoints().since(before.endpoints(), (_, endpoint) -> parts.add(endpoint), endpoints::add);
        var sets = Ints.of(RoaringBitmap.andNot(before.sets(), needs.sets()).toArray());
        var gone = new Part.Gone(sets, numbers(policies), profiles, endpoints);
        if (!gone.isNothing()) {
            parts.add(Shared.of(gone));
        }
    }

    private static Ints numbers(List<Integer> numbers) {
        return Ints.of(numbers.stream().mapToInt(Integer::intValue).toArray());
    }
}
