package io.margay.engine.node;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.index.intern.Sorted;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The endpoints of one node with their rule sets.
///
/// An endpoint waits until the shard says which identity it has, then for its rule set. One that had a rule set keeps
/// it while it waits for the next.
///
/// Layout: an array in the order of keys, an object of 48 bytes an endpoint. Cost: of a version, one look at each
/// endpoint and at each policy that is active here; of an endpoint that is heard of, one comparison where it comes
/// after the one before (as in lists), else a binary search.
final class LocalEndpoints {
    private static final long NOT_ASKED = 0;
    private static final int UNKNOWN = -1;

    private static final class Entry {
        private Holder holder;
        private long claimed;
        private int identity = UNKNOWN;
        private long request = NOT_ASKED;
        private boolean isAsked;
        private Ints asked = Ints.NONE;
        private @Nullable RuleSetMade made;

        private Entry(Holder holder) {
            this.holder = holder;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    /// Where the endpoint was that was heard of last.
    private int at;
    private final LocalNeeds needs = new LocalNeeds();
    private long lastRequest;
    private @Nullable Catalog catalog;
    private long tiersVersion = -1;
    private int unanswered;

    /// An endpoint comes or changes.
    ///
    /// @param claimed the sequence of the contribution that says so
    void put(Holder holder, long claimed) {
        int place = find(holder.key());
        if (place < 0) {
            entries.add(~place, new Entry(holder));
        }
        var entry = entries.get(place < 0 ? ~place : place);
        entry.holder = holder;
        entry.claimed = claimed;
        entry.identity = UNKNOWN;
        forgetRequest(entry);
    }

    /// An endpoint goes; whether it was there.
    boolean remove(ResourceKey key) {
        int place = find(key);
        if (place < 0) {
            return false;
        }
        var entry = entries.remove(place);
        forgetRequest(entry);
        if (entry.made != null) {
            needs.removed(entry.made);
        }
        return true;
    }

    /// The names of all, in order.
    List<ResourceKey> keys() {
        return entries.stream().map(entry -> entry.holder.key()).toList();
    }

    /// Whether a rule set was asked for and is not there yet.
    boolean isUnanswered() {
        return unanswered > 0;
    }

    /// Whether every endpoint has the rule set of what it is now.
    boolean isComplete() {
        return isMade() && entries.stream().allMatch(entry -> entry.identity != UNKNOWN);
    }

    /// Whether every endpoint has a rule set, of what it is or was.
    boolean isMade() {
        return unanswered == 0 && entries.stream().allMatch(entry -> entry.made != null);
    }

    /// The shard says which identities endpoints have.
    ///
    /// @param contributed the sequence of the last contribution that the shard knew; of endpoints that were claimed
    ///     later, it does not know what they are now
    void identified(Map<ResourceKey, Integer> identities, long contributed) {
        identities.forEach((key, identity) -> {
            var entry = get(key);
            if (entry != null && entry.claimed <= contributed) {
                entry.identity = identity;
                forgetRequest(entry);
            }
        });
    }

    /// Forgets which identities endpoints have: their numbers are those of another shard.
    void unidentified() {
        entries.forEach(entry -> {
            entry.identity = UNKNOWN;
            entry.made = null;
            forgetRequest(entry);
        });
        needs.clear();
        catalog = null;
    }

    /// The requests to make, for endpoints whose rule set may be another than it is: of other policies, or in a tier
    /// with another default action. What is being made by another catalogue is asked for again: which policies went
    /// into it is known only once it is there.
    List<NodeState.MakeRuleSet> requests(ShardView view) {
        boolean isRenewed = isRenewed(view);
        var changed = isRenewed ? needs.renewed(view) : Set.<Integer>of();
        var before = catalog;
        if (before != null && tiersVersion != view.tiersVersion()) {
            needs.addThoseInOtherTiers(before, view.catalog(), changed);
        }
        catalog = view.catalog();
        tiersVersion = view.tiersVersion();
        var requests = new ArrayList<NodeState.MakeRuleSet>();
        for (var entry : entries) {
            if (entry.identity == UNKNOWN) {
                continue;
            }
            var active = view.active(entry.identity);
            boolean isLate = entry.request == NOT_ASKED || (isRenewed && entry.isAsked);
            boolean isTouched = isLate || touches(changed, active);
            if (isTouched || !active.equals(entry.asked)) {
                var had = isTouched || entry.isAsked ? null : entry.made;
                forgetRequest(entry);
                entry.request = ++lastRequest;
                entry.asked = active;
                entry.isAsked = true;
                unanswered++;
                requests.add(new NodeState.MakeRuleSet(entry.request, entry.holder, entry.identity, view, had));
            }
        }
        return requests;
    }

    /// A rule set was made; whether it is the one that was asked for last.
    boolean made(RuleSetMade made, ShardView view) {
        var entry = get(made.endpoint());
        if (entry == null || !entry.isAsked || entry.request != made.request()) {
            return false;
        }
        needs.made(entry.made, made, view);
        entry.made = made;
        forgetAsked(entry);
        return true;
    }

    /// What all need, once no rule set is awaited.
    Needs needs() {
        return needs.needs(this::contents);
    }

    private Sorted<ResourceKey, Shared> contents() {
        var keys = new ArrayList<ResourceKey>(entries.size());
        var contents = new ArrayList<Shared>(entries.size());
        entries.forEach(entry -> {
            if (entry.made != null) {
                keys.add(entry.holder.key());
                contents.add(entry.made.contents());
            }
        });
        return Sorted.of(keys, contents);
    }

    private @Nullable Entry get(ResourceKey key) {
        int place = find(key);
        return place < 0 ? null : entries.get(place);
    }

    /// Where a key is; `~` where it would be. It is most often the next, as whoever speaks of many does it in order.
    private int find(ResourceKey key) {
        int next = at + 1 < entries.size() ? at + 1 : 0;
        if (next < entries.size() && entries.get(next).holder.key().equals(key)) {
            at = next;
            return next;
        }
        int place = search(key);
        at = place < 0 ? ~place : place;
        return place;
    }

    private int search(ResourceKey key) {
        int low = 0;
        int high = entries.size() - 1;
        if (high < 0 || entries.get(high).holder.key().compareTo(key) < 0) {
            return ~(high + 1);
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = entries.get(middle).holder.key().compareTo(key);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return ~low;
    }

    @SuppressWarnings("ReferenceEquality") // a catalogue that changed is another object
    private boolean isRenewed(ShardView view) {
        return view.catalog() != catalog;
    }

    private static boolean touches(Set<Integer> changed, Ints active) {
        boolean touches = false;
        for (int i = 0; i < active.size() && !changed.isEmpty(); i++) {
            touches |= changed.contains(active.get(i));
        }
        return touches;
    }

    private void forgetRequest(Entry entry) {
        if (entry.isAsked) {
            forgetAsked(entry);
        }
        entry.request = NOT_ASKED;
    }

    private void forgetAsked(Entry entry) {
        entry.isAsked = false;
        unanswered--;
    }
}
