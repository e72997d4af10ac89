package io.margay.engine.transaction;

import io.margay.model.ruleset.Transaction;
import java.util.List;

/// What one host holds and is being told: one transaction at a time, and the next has all that changed meanwhile.
///
/// A revision is the node's number for a state of its host, from 1. A host that comes back with the revision it was
/// last
/// told, or with the one before, is told the difference; any other is told everything.
public final class HostLink {
    private record Told(long revision, HostState state) {}

    private static final Told NOTHING = new Told(0, HostState.EMPTY);

    private final String node;
    private HostState desired = HostState.EMPTY;
    private Told enforced = NOTHING;
    private Told told = NOTHING;
    private long lastRevision;
    private boolean connected;
    private boolean refused;

    /// The link of a host that never connected.
    public HostLink(String node) {
        this.node = node;
    }

    /// What the host should hold now; what to send.
    public List<Transaction> offered(HostState state) {
        refused = refused && desired.is(state);
        desired = state;
        return next();
    }

    /// The host is there and holds a revision; 0: nothing. What to send.
    public List<Transaction> connected(long held) {
        connected = true;
        refused = false;
        if (held != 0 && held == told.revision) {
            enforced = told;
        } else if (held == 0 || held != enforced.revision) {
            enforced = NOTHING;
        }
        told = enforced;
        return next();
    }

    /// The host is away.
    public void gone() {
        connected = false;
    }

    /// The host enforces a revision. What to send.
    public List<Transaction> enforced(long revision) {
        if (revision != told.revision) {
            return List.of();
        }
        enforced = told;
        return next();
    }

    /// The host did not take a revision on. It is told again when something is different, or when it connects.
    public List<Transaction> failed(long revision) {
        if (revision == told.revision) {
            told = enforced;
            refused = true;
        }
        return List.of();
    }

    /// The revision that the host enforces, as far as it has said; 0 for none.
    public long enforcedRevision() {
        return enforced.revision;
    }

    /// Whether nothing is under way: no host is connected, or it enforces what it should.
    public boolean isQuiet() {
        return !connected || (!isUnderWay() && enforced.state.is(desired));
    }

    private boolean isUnderWay() {
        return told.revision != enforced.revision;
    }

    private List<Transaction> next() {
        if (!connected || refused || isUnderWay() || enforced.state.is(desired) || desired.view() == null) {
            return List.of();
        }
        var header = new Difference.Header(node, enforced.revision, lastRevision + 1);
        var transaction = Difference.between(enforced.state, desired, header);
        if (enforced.revision != 0 && isEmpty(transaction)) {
            enforced = new Told(enforced.revision, desired);
            told = enforced;
            return List.of();
        }
        lastRevision++;
        told = new Told(lastRevision, desired);
        return List.of(transaction);
    }

    private static boolean isEmpty(Transaction transaction) {
        return transaction.identities().isEmpty()
                && transaction.sets().isEmpty()
                && transaction.policies().isEmpty()
                && transaction.profiles().isEmpty()
                && transaction.endpoints().isEmpty()
                && transaction.gone().equals(Transaction.Gone.NOTHING);
    }
}
