package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.index.intern.Numbered;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// For each identity the policies that are for it, in the order in which they are looked at.
///
/// Layout: a list of policy numbers an identity. Cost: of a policy that comes or goes, one copy of the list of each
/// identity that it is for; where many change at once, all lists made anew, one step for each entry.
final class ActivePolicies {
    private static final int MANY = 64;

    /// What changed since the lists were last right.
    ///
    /// @param policies those that came, changed their place or subject, or went
    /// @param recompute identities that are new or whose labels changed in a way that subjects see
    /// @param gone identities that are no more
    /// @param reordered whether tiers changed their order
    record Changes(List<Touched> policies, RoaringBitmap recompute, RoaringBitmap gone, boolean reordered) {}

    /// A policy that came, changed its place or subject, or went.
    ///
    /// @param was the identities that it was for
    /// @param now the policy as it is; null where it went
    record Touched(int number, RoaringBitmap was, @Nullable SharedPolicy now) {}

    private final Matching matching;
    private final PolicyTable table;
    private Numbered<Ints> lists = Numbered.empty();

    ActivePolicies(Matching matching, PolicyTable table) {
        this.matching = matching;
        this.table = table;
    }

    /// The lists, by identity.
    Numbered<Ints> lists() {
        return lists;
    }

    /// Makes the lists right; the identities whose list is another.
    RoaringBitmap changed(Changes changes, Comparator<PolicyRules> order, Numbered<Identity> identities) {
        var edit = new Edit(order, identities);
        changes.gone.forEach((IntConsumer) edit::remove);
        if (changes.reordered || changes.policies.size() > MANY) {
            edit.rebuild();
        } else {
            edit.update(changes);
            changes.recompute.forEach((IntConsumer) edit::recompute);
        }
        lists = edit.changed.isEmpty() ? lists : edit.editor.done();
        return edit.changed;
    }

    /// One change of the lists.
    private final class Edit {
        private final Comparator<PolicyRules> order;
        private final Numbered<Identity> identities;
        private final Numbered.Editor<Ints> editor = lists.edit();
        private final RoaringBitmap changed = new RoaringBitmap();

        private Edit(Comparator<PolicyRules> order, Numbered<Identity> identities) {
            this.order = order;
            this.identities = identities;
        }

        private void remove(int identity) {
            editor.set(identity, null);
            changed.add(identity);
        }

        private void rebuild() {
            var inOrder = new ArrayList<SharedPolicy>();
            // Those that came at once have numbers in the order of keys: mostly that of evaluation, and sorted sooner.
            table.policies().forEach(inOrder::add);
            inOrder.sort(Comparator.comparing(SharedPolicy::rules, order));
            var growing = new Growing();
            for (var policy : inOrder) {
                matching.subject(policy.number()).forEach((IntConsumer) number -> growing.add(number, policy.number()));
            }
            identities.forEachNumber(number -> put(number, growing.list(number)));
        }

        private void update(Changes changes) {
            var affected = new RoaringBitmap();
            var meanings = new ArrayList<RoaringBitmap>();
            for (var touched : changes.policies) {
                var now = touched.now == null ? new RoaringBitmap() : matching.subject(touched.number);
                meanings.add(now);
                affected.or(touched.was);
                affected.or(now);
            }
            affected.andNot(changes.gone);
            affected.andNot(changes.recompute);
            affected.forEach((IntConsumer) number -> put(number, list(number, changes.policies, meanings)));
        }

        /// What was not touched is in order; what was is put to its place.
        private Ints list(int identity, List<Touched> policies, List<RoaringBitmap> meanings) {
            var list = current(identity);
            for (var touched : policies) {
                list = without(list, touched.number);
            }
            for (int i = 0; i < policies.size(); i++) {
                list = meanings.get(i).contains(identity) ? with(list, policies.get(i).number) : list;
            }
            return list;
        }

        private void recompute(int number) {
            var identity = identities.get(number);
            if (identity != null) {
                var list = Ints.NONE;
                for (var each = matching.policiesOf(identity).getIntIterator(); each.hasNext(); ) {
                    list = with(list, each.next());
                }
                put(number, list);
            }
        }

        private Ints current(int identity) {
            var list = editor.get(identity);
            return list == null ? Ints.NONE : list;
        }

        private void put(int identity, Ints list) {
            if (!list.equals(current(identity))) {
                editor.set(identity, list);
                changed.add(identity);
            }
        }

        private Ints with(Ints list, int number) {
            int at = 0;
            int end = list.size();
            while (at < end) {
                int middle = (at + end) >>> 1;
                if (order.compare(rules(list.get(middle)), rules(number)) < 0) {
                    at = middle + 1;
                } else {
                    end = middle;
                }
            }
            return list.with(at, number);
        }

        private PolicyRules rules(int number) {
            var policy = table.policies().get(number);
            if (policy == null) {
                throw new IllegalStateException("policy " + number + " is active and unknown");
            }
            return policy.rules();
        }
    }

    private static Ints without(Ints list, int number) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == number) {
                return list.without(i);
            }
        }
        return list;
    }

    /// Lists of numbers by identity, while they are made.
    private static final class Growing {
        private static final int[] EMPTY = new int[0];

        private int[][] lists = new int[0][];
        private int[] sizes = new int[0];

        void add(int identity, int policy) {
            if (identity >= lists.length) {
                int before = lists.length;
                lists = Arrays.copyOf(lists, Math.max(identity + 1, before * 2));
                Arrays.fill(lists, before, lists.length, EMPTY);
                sizes = Arrays.copyOf(sizes, lists.length);
            }
            if (lists[identity].length == sizes[identity]) {
                lists[identity] = Arrays.copyOf(lists[identity], Math.max(8, sizes[identity] * 2));
            }
            lists[identity][sizes[identity]++] = policy;
        }

        Ints list(int identity) {
            return identity < lists.length ? Ints.of(lists[identity], sizes[identity]) : Ints.NONE;
        }
    }
}
