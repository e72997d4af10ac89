package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.model.net.Cidr;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What a host must be told to come from one state to another.
///
/// Cost: what touched sets and identities differ in, where the log of the newer state reaches back to the older; else
/// all that the host holds.
final class Difference {
    private final HostState old;
    private final HostState now;
    private final Touched touched;

    private Difference(HostState old, HostState now) {
        this.old = old;
        this.now = now;
        this.touched = old.view() == null || now.view() == null
                ? Touched.EVERYTHING
                : now.view().log().since(old.view().version());
    }

    /// The transaction that makes the new state of the old one. Lists are in the order of their keys, which has no
    /// meaning but makes it the same each time.
    static Transaction between(HostState old, HostState now, Header header) {
        var difference = new Difference(old, now);
        var before = old.needs();
        var after = now.needs();
        return new Transaction(
                header.node(),
                header.base(),
                header.revision(),
                difference.identityChanges(),
                difference.setChanges(),
                changed(before.policies(), after.policies()),
                changed(before.profiles(), after.profiles()),
                changed(before.endpoints(), after.endpoints()),
                new Gone(
                        difference.goneIdentities(),
                        gone(before.sets(), after.sets()),
                        gone(before.policies(), after.policies()),
                        gone(before.profiles(), after.profiles()),
                        gone(before.endpoints(), after.endpoints())));
    }

    /// Whose transaction it is, and between which revisions.
    record Header(String node, long base, long revision) {}

    private List<IdentityChange> identityChanges() {
        var changes = new ArrayList<IdentityChange>();
        RoaringBitmap.andNot(now.identities(), old.identities()).forEach((IntConsumer) number -> {
            var identity = identity(now, number);
            changes.add(new IdentityChange(number, identity.fingerprint().ports(), identity.addresses(), List.of()));
        });
        var stayed = RoaringBitmap.and(now.identities(), old.identities());
        if (!touched.everything()) {
            stayed.and(touched.identities());
        }
        stayed.forEach((IntConsumer) number -> {
            var before = identity(old, number);
            var after = identity(now, number);
            if (!before.addresses().equals(after.addresses())) {
                changes.add(change(before, after));
            }
        });
        return changes;
    }

    private static IdentityChange change(Identity before, Identity after) {
        List<Cidr> added = missing(after.addresses(), before.addresses());
        List<Cidr> removed = missing(before.addresses(), after.addresses());
        return new IdentityChange(after.number(), after.fingerprint().ports(), added, removed);
    }

    private List<Integer> goneIdentities() {
        var gone = new ArrayList<Integer>();
        RoaringBitmap.andNot(old.identities(), now.identities()).forEach((IntConsumer) gone::add);
        return gone;
    }

    private List<SetChange> setChanges() {
        var changes = new ArrayList<SetChange>();
        var before = old.needs().sets();
        var ids = new TreeSet<SetId>();
        for (var id : now.needs().sets().keySet()) {
            if (!before.containsKey(id)
                    || touched.everything()
                    || touched.sets().contains(id)) {
                ids.add(id);
            }
        }
        for (var id : ids) {
            var isNew = !before.containsKey(id);
            var change = change(id, isNew ? Meaning.nothing() : old.meaning(id), now.meaning(id));
            if (isNew || !change.added().isEmpty() || !change.removed().isEmpty()) {
                changes.add(change);
            }
        }
        return changes;
    }

    private SetChange change(SetId id, Meaning before, Meaning after) {
        var set = now.needs().sets().get(id);
        if (set == null) {
            throw new IllegalStateException("set " + id + " changes and is not needed");
        }
        return new SetChange(set.set(), parts(after, before), parts(before, after));
    }

    /// The parts of one meaning that are not in the other.
    private static List<Part> parts(Meaning of, Meaning notIn) {
        var parts = new ArrayList<Part>();
        RoaringBitmap.andNot(of.identities(), notIn.identities())
                .forEach((IntConsumer) number -> parts.add(new OfIdentity(number)));
        parts.addAll(missing(members(of), members(notIn)));
        return parts;
    }

    private static List<Member> members(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Identities _ -> List.of();
            case Meaning.Members(var members) -> members;
        };
    }

    private static Identity identity(HostState state, int number) {
        if (state.view() == null) {
            throw new IllegalStateException("a host without a view holds identity " + number);
        }
        return state.view().identity(number);
    }

    private static <T> List<T> missing(Collection<T> of, Collection<T> in) {
        if (in.isEmpty()) {
            return List.copyOf(of);
        }
        var known = new HashSet<>(in);
        return of.stream().filter(each -> !known.contains(each)).toList();
    }

    private static <K extends Comparable<K>, V> List<V> changed(Map<K, V> before, Map<K, V> after) {
        var keys = new ArrayList<K>();
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                keys.add(key);
            }
        });
        Collections.sort(keys);
        return keys.stream().map(after::get).toList();
    }

    private static <K extends Comparable<K>> List<K> gone(Map<K, ?> before, Map<K, ?> after) {
        return before.keySet().stream()
                .filter(key -> !after.containsKey(key))
                .sorted()
                .toList();
    }
}
