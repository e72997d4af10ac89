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
/// A set or a policy that comes under another number is the one it was, under its new number.
public final class HostReplica {
    private Holdings held = new Holdings();
    private long incarnation;
    private long revision;

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
        var target = target(update);
        var draft = new Draft(target);
        update.parts().forEach(shared -> draft.take(shared.part()));
        var transaction = draft.commit(update);
        held = target;
        incarnation = update.incarnation();
        revision = update.revision();
        return transaction;
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
