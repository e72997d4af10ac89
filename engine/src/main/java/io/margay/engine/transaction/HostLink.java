package io.margay.engine.transaction;

import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What one host holds and is being told: one update at a time, and the next has all that changed meanwhile.
///
/// Nothing is sent from the version on that concerns the node in more than its log, until the node offers what it
/// needs at that version, or a later one. What it offered stays right in versions of which only the log concerns
/// it.
///
/// A revision is the link's number for a state of its host, greater than any that the host was known to hold or
/// told: what an earlier link told it is never taken for what this one did. A host that comes back with the
/// revision it was last told, or with the one before, is told the difference; any other is told everything. So is a
/// host for which more of the log waits than its state is worth: a slow host costs no more memory than that.
///
/// Cost of a version of which the host hears the log: two references, an update, and what is held of it; see
/// [HostLinks]. Else that of [Statement].
final class HostLink {
    /// What a host holds, and what the log said since.
    static final class Told {
        private final long revision;
        private final long version;
        private Needs needs;
        private RoaringBitmap kept;
        private boolean intact = true;
        private boolean all;
        private boolean lost;
        private boolean missed;
        private List<Shared> log = List.of();
        private boolean isLogOwn;
        private int logged;

        private Told(long revision, long version, Needs needs, boolean all) {
            this.revision = revision;
            this.version = version;
            this.needs = needs;
            this.kept = needs.sets();
            this.all = all;
        }

        /// What it needed when it was told.
        Needs needs() {
            return needs;
        }

        /// The sets of which it heard all changes since.
        RoaringBitmap kept() {
            return kept;
        }

        /// Whether these are all sets that it needed.
        boolean isIntact() {
            return intact;
        }

        /// Whether it heard of every identity since.
        boolean all() {
            return all;
        }

        /// What the log said since.
        List<Shared> log() {
            return log;
        }

        /// The version that it was told; 0: not known.
        long version() {
            return version;
        }

        /// Whether it may hold identities of which it did not hear all since.
        boolean hasMissed() {
            return missed || isNothing();
        }

        /// Whether nothing is known of it.
        boolean isNothing() {
            return revision == 0 || lost;
        }

        /// The first part that waits is held in the list that all hosts share.
        private void heard(List<Shared> part, int moves, int most) {
            if (isNothing()) {
                return;
            }
            if (log.isEmpty()) {
                log = part;
            } else {
                if (!isLogOwn) {
                    log = new ArrayList<>(log);
                    isLogOwn = true;
                }
                log.addAll(part);
            }
            logged += moves;
            if (logged > most) {
                lose();
            }
        }

        private void used(@Nullable RoaringBitmap sets, boolean hearsAll) {
            missed |= all && !hearsAll;
            all &= hearsAll;
            if (sets != null) {
                kept = RoaringBitmap.and(kept, sets);
                intact = kept.contains(needs.sets());
                missed |= !intact;
            }
        }

        /// What it needs is something else, and it is told nothing of that, as it holds it all.
        private void holds(Needs present) {
            needs = present;
            kept = present.sets();
            intact = true;
        }

        private void lose() {
            lost = true;
            log = List.of();
            isLogOwn = false;
        }
    }

    private final String node;
    private final int place;
    private Told enforced = nothing();
    private Told told = enforced;
    private long life = -1;
    /// The last life of its node that is over; -1: none.
    private long over = -1;
    private long heldBack;
    private boolean all;
    private long offerer = -1;
    private long offers;
    private long offeredVersion;
    private Needs needs = Needs.NOTHING;
    private long lastRevision;
    private @Nullable Consumer<Update> stream;
    private boolean refused;
    private boolean exists;
    /// The first version, since the host was told last, that says something to it; 0: none.
    private long changedSince;
    /// The revision that the host refused last; 0: none.
    private long refusedRevision;

    /// The link of a host that never connected, to a node of which nothing is known.
    ///
    /// @param place among the links of its group
    HostLink(String node, int place) {
        this.node = node;
        this.place = place;
    }

    /// Whose it is.
    String node() {
        return node;
    }

    /// Where it is among the links of its group.
    int place() {
        return place;
    }

    /// Whether its node exists, as far as was said.
    void exists(boolean does) {
        exists = does;
    }

    /// Whether the shard tells versions to this link.
    boolean hasBegun() {
        return life > over;
    }

    /// A life of its node is over here: nothing is sent until another begins here. It may be heard late, or before all
    /// that this life said.
    void left(long ended) {
        over = Math.max(over, ended);
    }

    /// From this version on the link is another. What the life of its node that counts now offered already stays.
    void changed(HostAdvance.LinkChange change) {
        life = change.life();
        all = change.all();
        if (change.begins()) {
            enforced.lose();
            told.lose();
        }
        enforced.used(change.used(), all);
        if (told != enforced) {
            told.used(change.used(), all);
        }
    }

    /// A version concerns the node in more than its log.
    void concerned(long version) {
        heldBack = version;
        changed(version);
    }

    /// A version says this to hosts like this one.
    ///
    /// @param part one part, in a list that nobody changes
    /// @param moves how much it is
    /// @param most so much may wait, in moves
    void heard(List<Shared> part, int moves, int most, long version) {
        refused = false;
        changed(version);
        enforced.heard(part, moves, most);
        if (told != enforced) {
            told.heard(part, moves, most);
        }
    }

    /// The node says what the host should hold. What comes late changes nothing.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    void offered(Offer offer) {
        if (offer.life() < offerer || (offer.life() == offerer && offer.sequence() < offers)) {
            return;
        }
        refused = refused && offer.needs() == needs;
        offerer = offer.life();
        offers = offer.sequence();
        offeredVersion = offer.version();
        needs = offer.needs();
    }

    /// The host is there and holds a revision; 0: nothing. Only this stream counts from now on.
    ///
    /// @param last the last revision that it may have been told on this stream
    void connected(Consumer<Update> by, long held, long last) {
        stream = by;
        refused = false;
        changedSince = 0;
        lastRevision = Math.max(lastRevision, Math.max(held, last));
        if (held != 0 && held == told.revision) {
            enforced = told;
        } else if (held == 0 || held != enforced.revision) {
            enforced = nothing();
        }
        told = enforced;
    }

    /// Whether this is the host's stream.
    boolean isStream(Consumer<Update> by) {
        return by.equals(stream);
    }

    /// The host is away.
    void gone() {
        stream = null;
    }

    /// The host enforces a revision. One that it refused before counts as no more than that it can be told again: what
    /// it was told since is not known.
    void enforced(long revision) {
        if (revision == told.revision) {
            enforced = told;
        }
        if (revision == refusedRevision) {
            refused = false;
        }
    }

    /// The host did not take a revision on. It is told everything when something is different, when it connects, or
    /// when
    /// it got there after all: how far it came is not known.
    void failed(long revision) {
        if (revision == told.revision) {
            enforced.lose();
            told = enforced;
            refused = true;
            refusedRevision = revision;
        }
    }

    /// The revision that the host enforces, as far as it has said; 0 for none.
    long enforcedRevision() {
        return enforced.revision;
    }

    /// Whether what this life of the node offers counts at this version, and nothing is under way: no host is
    /// connected, or it enforces that.
    boolean isQuiet(long by, long version) {
        return offerer == by && isOffered(version) && (stream == null || (told == enforced && !refused));
    }

    /// Whether nothing is under way at this version: the life of its node that counts offered what is to be held,
    /// and no host is connected, or it answered all that it was told.
    ///
    /// A node that does not exist needs nothing, once it heard so.
    boolean isAtRest(long version) {
        if (stream == null && offerer <= over && life <= over) {
            return true;
        }
        return (stream == null || told == enforced)
                && isOffered(version)
                && (exists || needs.endpoints().size() == 0);
    }

    /// Sends what the host does not hold, unless something is under way or what it needs is not known.
    void send(ShardView version) {
        var to = stream;
        if (to == null || told != enforced || refused || !isOffered(version.version())) {
            return;
        }
        var parts = parts(version);
        if (parts.isEmpty() && !enforced.isNothing()) {
            enforced.holds(needs);
            changedSince = 0;
            return;
        }
        lastRevision++;
        long base = enforced.isNothing() ? 0 : enforced.revision;
        told = new Told(lastRevision, version.version(), needs, all);
        to.accept(new Update(node, version.incarnation(), base, lastRevision, all, parts));
        changedSince = 0;
    }

    /// While a host is told: the first version that says something to it of what it is told now. 0: not known.
    long changedSince() {
        return changedSince;
    }

    private void changed(long version) {
        if (changedSince == 0) {
            changedSince = version;
        }
    }

    private boolean isOffered(long version) {
        return life > over && offerer == life && heldBack <= offeredVersion && offeredVersion <= version;
    }

    /// Where the log alone tells the host all, the list of the log.
    @SuppressWarnings("ReferenceEquality") // the same needs are the same object
    private List<Shared> parts(ShardView version) {
        boolean same = !enforced.hasMissed() && enforced.needs == needs && enforced.intact && (enforced.all || !all);
        return same ? enforced.log : Statement.of(enforced, version, needs, all);
    }

    private static Told nothing() {
        return new Told(0, 0, Needs.NOTHING, false);
    }
}
