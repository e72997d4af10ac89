package io.margay.engine.transaction;

import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What one host holds and is being told: one update at a time, and the next has all that changed meanwhile.
///
/// A revision is the node's number for a state of its host, greater than any that the host was known to hold: what an
/// earlier life of the node told it is never taken for what this one did. A host that comes back with the revision it
/// was
/// last told, or with the one before, is told the difference; any other is told everything. So is a host for which more
/// of the log waits than its state is worth: a slow host costs no more memory than that.
public final class HostLink {
    /// So much of the log may wait in any case, in moves, unless it is said otherwise.
    public static final int LEAST_LOG = 4_096;

    /// What a host holds, and what the log said since.
    static final class Told {
        private final long revision;
        private Needs needs;
        private RoaringBitmap kept;
        private boolean intact = true;
        private boolean all;
        private boolean lost;
        private final List<Shared> log = new ArrayList<>();
        private int logged;

        private Told(long revision, Needs needs, boolean all) {
            this.revision = revision;
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

        /// Whether nothing is known of it.
        boolean isNothing() {
            return revision == 0 || lost;
        }

        private void heard(List<Shared> parts, boolean hearsAll, int most) {
            all &= hearsAll;
            for (var part : parts) {
                log.add(part);
                logged += part.part() instanceof Part.Moves(var moves) ? moves.size() : 1;
            }
            if (logged > most) {
                lose();
            }
        }

        private void used(RoaringBitmap sets) {
            kept = RoaringBitmap.and(kept, sets);
            intact = kept.contains(needs.sets());
        }

        private void lose() {
            lost = true;
            log.clear();
        }
    }

    private final String node;
    private final int leastLog;
    private Told enforced = nothing();
    private Told told = enforced;
    private @Nullable ShardView view;
    private Needs needs = Needs.NOTHING;
    private boolean all;
    private boolean isCurrent;
    private long lastRevision;
    private boolean connected;
    private boolean refused;

    /// The link of a host that never connected.
    ///
    /// @param leastLog so much of the log may wait in any case, in moves
    public HostLink(String node, int leastLog) {
        this.node = node;
        this.leastLog = leastLog;
    }

    /// A version says this to hosts like this one. Nothing is sent until what rests on that version is offered.
    public void heard(ShardView version, List<Shared> log, boolean hearsAll) {
        isCurrent = false;
        all = hearsAll;
        int most = leastLog + version.identityCount() / 2;
        enforced.heard(log, hearsAll, most);
        if (told != enforced) {
            told.heard(log, hearsAll, most);
        }
    }

    /// The node uses these sets and no others: of no other set does it hear from now on. Nothing is sent until what
    /// needs them is offered.
    public void used(RoaringBitmap sets) {
        isCurrent = false;
        enforced.used(sets);
        if (told != enforced) {
            told.used(sets);
        }
    }

    /// Versions were missed: nothing that the host holds can be built on.
    public void missed() {
        isCurrent = false;
        enforced.lose();
        told.lose();
    }

    /// What the host should hold now, at the last version that was heard; what to send.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    public List<Update> offered(ShardView version, Needs present) {
        refused = refused && version == view && present == needs;
        view = version;
        needs = present;
        isCurrent = true;
        return next();
    }

    /// The host is there and holds a revision; 0: nothing. What to send.
    public List<Update> connected(long held) {
        connected = true;
        refused = false;
        lastRevision = Math.max(lastRevision, held);
        if (held != 0 && held == told.revision) {
            enforced = told;
        } else if (held == 0 || held != enforced.revision) {
            enforced = nothing();
        }
        told = enforced;
        return next();
    }

    /// The host is away.
    public void gone() {
        connected = false;
    }

    /// The host enforces a revision. What to send.
    public List<Update> enforced(long revision) {
        if (revision != told.revision) {
            return List.of();
        }
        enforced = told;
        return next();
    }

    /// The host did not take a revision on. It is told everything when something is different, or when it connects: how
    /// far it came is not known.
    public List<Update> failed(long revision) {
        if (revision == told.revision) {
            enforced.lose();
            told = enforced;
            refused = true;
        }
        return List.of();
    }

    /// The revision that the host enforces, as far as it has said; 0 for none.
    public long enforcedRevision() {
        return enforced.revision;
    }

    /// Whether what was offered last is of this version and these needs, and nothing is under way: no host is
    /// connected, or it enforces that.
    @SuppressWarnings("ReferenceEquality") // a deep comparison would cost more than what it saves
    public boolean isQuiet(ShardView version, Needs present) {
        return isCurrent && view == version && needs == present && (!connected || (told == enforced && !refused));
    }

    @SuppressWarnings("ReferenceEquality") // one is the other, or a later one
    private List<Update> next() {
        var version = view;
        if (!connected || !isCurrent || refused || told != enforced || version == null) {
            return List.of();
        }
        var parts = Statement.of(enforced, version, needs, all);
        if (parts.isEmpty() && !enforced.isNothing()) {
            enforced.needs = needs;
            enforced.kept = needs.sets();
            enforced.intact = true;
            return List.of();
        }
        lastRevision++;
        long base = enforced.isNothing() ? 0 : enforced.revision;
        told = new Told(lastRevision, needs, all);
        return List.of(new Update(node, version.incarnation(), base, lastRevision, all, parts));
    }

    private static Told nothing() {
        return new Told(0, Needs.NOTHING, false);
    }
}
