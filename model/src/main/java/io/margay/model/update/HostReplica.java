package io.margay.model.update;

import io.margay.model.ruleset.Transaction;

/// The host's end of the updates: what it was told, by number, and what that means to its writers, by name.
///
/// Writers hear of an identity only while some set of the host means it. One that no set means any more is forgotten,
/// unless the host is told of all: it then keeps those that have addresses, for the set that will mean them.
///
/// Cost of an update: what it names, with the addresses of the identities among it and, for a set that comes whole,
/// its size; nothing for what it does not name. Memory: an object and its addresses for each identity, a bitmap for
/// each set.
///
/// Of addresses whose owners ended it says so to its watcher, once, and keeps nothing: see [Endings] for an update that
/// replaces everything.
///
/// A set or a policy that comes under another number is the one it was, under its new number.
public final class HostReplica {
    /// An update that comes part by part: what came so far changes nothing until `commit`, and may be dropped.
    public final class Arrival {
        private final Update header;
        private final Holdings target;
        private final Draft draft;

        private Arrival(Update header) {
            this.header = header;
            this.target = target(header);
            this.draft = new Draft(target);
        }

        /// The next part.
        public void take(Part part) {
            draft.take(part);
        }

        /// That was all: it is made so, and `watcher` is told before it is.
        ///
        /// Errors: as of [HostReplica#apply], and what `watcher` refuses.
        public void commit(Watcher watcher) {
            if (isReplacing()) {
                draft.commit(header, Watcher.NOBODY);
                watcher.replacing(held, target, new Endings(held, target).of(draft.ended(), header, incarnation));
            } else {
                draft.commit(header, watcher);
            }
            taken();
        }

        private Transaction transact() {
            var transaction = draft.transact(header);
            taken();
            return transaction;
        }

        private boolean isReplacing() {
            return header.base() == 0;
        }

        private void taken() {
            held = target;
            node = header.node();
            incarnation = header.incarnation();
            revision = header.revision();
            all = header.all();
        }
    }

    private Holdings held = new Holdings();
    private String node = "";
    private long incarnation;
    private long revision;
    private boolean all;

    /// The revision held; 0 before the first update.
    public long revision() {
        return revision;
    }

    /// Whose numbers are held; 0 before the first update.
    public long incarnation() {
        return incarnation;
    }

    /// Takes an update; the same for the writers. The lists of the transaction are in the order of their keys.
    ///
    /// Errors: [UpdateRefused], and nothing changed, where it changes another revision or incarnation than is
    /// held, or names a policy or identity that was never sent, or another port for an identity that writers
    /// know.
    public Transaction apply(Update update) {
        var arrival = begin(update);
        update.parts().forEach(shared -> arrival.take(shared.part()));
        return arrival.transact();
    }

    /// Takes an update, and tells `watcher` what it does before it is done. Makes no object for what sets mean.
    ///
    /// Errors: as of [#apply], and what `watcher` refuses.
    public void take(Update update, Watcher watcher) {
        var arrival = begin(update);
        update.parts().forEach(shared -> arrival.take(shared.part()));
        arrival.commit(watcher);
    }

    /// What is held.
    public Holdings held() {
        return held;
    }

    /// Begins to take an update whose parts come one by one, so that nobody has to hold all of them. Until it is
    /// committed or dropped, no other is taken.
    ///
    /// Errors: [UpdateRefused] where it changes another revision or incarnation than is held.
    ///
    /// @param header the update; its parts are not looked at
    public Arrival begin(Update header) {
        return new Arrival(header);
    }

    /// All that is held, as one update of base 0. A replica that takes it is as this one, for all updates that
    /// follow; it does not change when this one does.
    ///
    /// Cost: a small object for each identity, a copy of each set; nothing is encoded. Errors:
    /// `IllegalStateException` before the first update, and where an endpoint has a policy that is gone, which no
    /// engine says.
    public Update whole() {
        return new Update(node, incarnation, 0, told(), all, new Everything(held).parts());
    }

    /// All that writers should hold, as one transaction of base 0. Cost and errors: as of [#whole].
    public Transaction everything() {
        return new Everything(held).transaction(node, told());
    }

    private long told() {
        if (revision == 0) {
            throw new IllegalStateException("nothing was told yet");
        }
        return revision;
    }

    private Holdings target(Update update) {
        if (update.revision() <= update.base()) {
            throw new UpdateRefused("revision " + update.revision() + " does not follow " + update.base());
        }
        if (update.base() == 0) {
            return new Holdings();
        }
        if (update.base() != revision) {
            throw new UpdateRefused("it changes revision " + update.base() + ", but " + revision + " is here");
        }
        if (update.incarnation() != incarnation) {
            throw new UpdateRefused("its numbers are of incarnation " + update.incarnation() + ", but those of "
                    + incarnation + " are here");
        }
        return held;
    }
}
