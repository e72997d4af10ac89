package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.NamedPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What the identities will be: those touched, over those held, which stay as they are until `commit`.
final class IdentityDrafts {
    private final Holdings held;
    private final IntTable<HeldIdentity> put = new IntTable<>();

    IdentityDrafts(Holdings held) {
        this.held = held;
    }

    void put(int number, List<NamedPort> ports, List<Cidr> addresses) {
        put.put(number, new HeldIdentity(ports, CidrList.of(addresses)));
    }

    /// Changes the addresses of an identity, if it is known.
    void change(int number, List<Cidr> added, List<Cidr> removed) {
        var known = get(number);
        if (known != null) {
            put.put(number, new HeldIdentity(known.ports(), AddressLists.change(known.addresses(), added, removed)));
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
            if (known != null && known.meanings() > 0 && !known.ports().equals(draft.ports()) && sets.means(number)) {
                throw new UpdateRefused("identity " + number + " has other ports than before");
            }
        });
    }

    /// Those put, as they will be.
    IntTable<HeldIdentity> put() {
        return put;
    }

    /// Those that writers know, among those that `commit` may change, as they know them.
    Map<Integer, HeldIdentity> said(List<Turn> turns) {
        var said = new HashMap<Integer, HeldIdentity>();
        touched(turns).forEach((IntConsumer) number -> {
            var known = held.identities.get(number);
            if (known != null && known.meanings() > 0) {
                said.put(number, known);
            }
        });
        return said;
    }

    /// Makes it so. The numbers of those that may have changed.
    ///
    /// @param all whether to keep those that no set means and that have addresses
    RoaringBitmap commit(List<Turn> turns, boolean all) {
        var touched = touched(turns);
        if (!all) {
            touched.or(held.unmeant);
        }
        put.forEach(held::put);
        turns.stream()
                .filter(turn -> turn.after() != null)
                .forEach(turn -> turn.joined()
                        .forEach((IntConsumer) number -> held.known(number).expect()));
        turns.forEach(this::mean);
        return touched;
    }

    /// Forgets those of `commit` that are not kept.
    void sweep(RoaringBitmap touched, boolean all) {
        touched.forEach((IntConsumer) number -> {
            var identity = held.identities.get(number);
            if (identity != null) {
                keep(number, identity, all);
            }
        });
    }

    private RoaringBitmap touched(List<Turn> turns) {
        var touched = new RoaringBitmap();
        put.forEach((number, _) -> touched.add(number));
        for (var turn : turns) {
            touched.or(turn.joined());
            touched.or(turn.left());
        }
        return touched;
    }

    private void mean(Turn turn) {
        var before = turn.before();
        var after = turn.after();
        if (before != null && after != null && before.number != after.number) {
            before.identities.forEach((IntConsumer) number -> held.known(number).leave(before.number));
            after.identities.forEach((IntConsumer) number -> held.known(number).join(after.number));
            return;
        }
        if (after != null) {
            turn.joined().forEach((IntConsumer) number -> held.known(number).join(after.number));
        }
        if (before != null) {
            turn.left().forEach((IntConsumer) number -> held.known(number).leave(before.number));
        }
    }

    private void keep(int number, HeldIdentity identity, boolean all) {
        if (identity.meanings() > 0) {
            held.unmeant.remove(number);
        } else if (all && !identity.addresses().isEmpty()) {
            held.unmeant.add(number);
        } else {
            held.unmeant.remove(number);
            held.removeIdentity(number);
        }
    }

    private @Nullable HeldIdentity get(int number) {
        var draft = put.get(number);
        return draft == null ? held.identities.get(number) : draft;
    }
}
