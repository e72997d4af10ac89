package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.Transaction.IdentityChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What the identities will be: those touched, over those held, which stay as they are until `commit`.
final class IdentityDrafts {
    /// What writers are told of identities.
    record Changes(List<IdentityChange> changed, List<Integer> gone) {}

    private final Holdings held;
    private final Map<Integer, HeldIdentity> put = new HashMap<>();

    IdentityDrafts(Holdings held) {
        this.held = held;
    }

    void put(int number, List<NamedPort> ports, List<Cidr> addresses) {
        put.put(number, new HeldIdentity(ports, AddressLists.sorted(addresses)));
    }

    /// Changes the addresses of an identity, if it is known.
    void change(int number, List<Cidr> added, List<Cidr> removed) {
        var known = get(number);
        if (known != null) {
            put.put(number, new HeldIdentity(known.ports, AddressLists.change(known.addresses, added, removed)));
        }
    }

    /// Errors: [UpdateRefused] where a set means an identity that is not known, or an identity that writers know, and
    /// will, has other ports.
    void check(List<Turn> turns, SetDrafts sets) {
        var joined = RoaringBitmap.or(turns.stream().map(Turn::joined).iterator());
        joined.forEach((IntConsumer) number -> {
            if (get(number) == null) {
                throw new UpdateRefused("a set has identity " + number + ", which was never sent");
            }
        });
        put.forEach((number, draft) -> {
            var known = held.identities.get(number);
            if (known != null && known.meanings > 0 && !known.ports.equals(draft.ports) && sets.means(number)) {
                throw new UpdateRefused("identity " + number + " has other ports than before");
            }
        });
    }

    /// Makes it so, and says what writers have to do.
    ///
    /// @param all whether to keep those that no set means and that have addresses
    Changes commit(List<Turn> turns, boolean all) {
        var touched = touched(turns);
        if (!all) {
            touched.or(held.unmeant);
        }
        var said = said(touched);
        put.forEach(this::hold);
        for (var turn : turns) {
            turn.joined().forEach((IntConsumer) number -> count(number, 1));
            turn.left().forEach((IntConsumer) number -> count(number, -1));
        }
        var changes = new Changes(new ArrayList<>(), new ArrayList<>());
        touched.forEach((IntConsumer) number -> {
            var after = held.identities.get(number);
            if (after != null) {
                tell(number, said.get(number), after, changes);
                keep(number, after, all);
            }
        });
        return changes;
    }

    private RoaringBitmap touched(List<Turn> turns) {
        var touched = new RoaringBitmap();
        put.keySet().forEach(touched::add);
        for (var turn : turns) {
            touched.or(turn.joined());
            touched.or(turn.left());
        }
        return touched;
    }

    /// Those that writers know, as they know them.
    private Map<Integer, HeldIdentity> said(RoaringBitmap touched) {
        var said = new HashMap<Integer, HeldIdentity>();
        touched.forEach((IntConsumer) number -> {
            var known = held.identities.get(number);
            if (known != null && known.meanings > 0) {
                said.put(number, known);
            }
        });
        return said;
    }

    private void hold(int number, HeldIdentity draft) {
        var known = held.identities.put(number, draft);
        draft.meanings = known == null ? 0 : known.meanings;
    }

    private void count(int number, int more) {
        var identity = held.identities.get(number);
        if (identity == null) {
            throw new IllegalStateException("a set means identity " + number + ", which is not there");
        }
        identity.meanings += more;
    }

    private static void tell(int number, @Nullable HeldIdentity said, HeldIdentity after, Changes changes) {
        if (after.meanings == 0) {
            if (said != null) {
                changes.gone().add(number);
            }
        } else if (said == null) {
            changes.changed().add(new IdentityChange(number, after.ports, after.addresses, List.of()));
        } else if (!said.addresses.equals(after.addresses)) {
            var added = AddressLists.missing(after.addresses, said.addresses);
            var removed = AddressLists.missing(said.addresses, after.addresses);
            changes.changed().add(new IdentityChange(number, after.ports, added, removed));
        }
    }

    private void keep(int number, HeldIdentity identity, boolean all) {
        if (identity.meanings > 0) {
            held.unmeant.remove(number);
        } else if (all && !identity.addresses.isEmpty()) {
            held.unmeant.add(number);
        } else {
            held.unmeant.remove(number);
            held.identities.remove(number);
        }
    }

    private @Nullable HeldIdentity get(int number) {
        var draft = put.get(number);
        return draft == null ? held.identities.get(number) : draft;
    }
}
