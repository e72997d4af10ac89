package io.margay.engine.transaction;

import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The links of many hosts of one shard: each version reaches all of them in one message.
///
/// Hears the shard ([#advanced]), nodes ([#offered]) and hosts. What a host is told goes straight into its stream,
/// which must not wait, nor call back: with an output for each of a thousand hosts the list of them would cost more
/// than the rest. A node is not woken for a version of which only the log concerns it.
///
/// Layout: links by the shard's number of their node; a bit for those that are here. Cost of a version: for each
/// segment and host that hears it, a bit, two references and, if nothing is under way, an update that refers to the
/// segment; for each node concerned in more, a bit.
public final class HostLinks {
    /// So much of the log may wait for a host in any case, in moves, unless it is said otherwise.
    public static final int LEAST_LOG = 4_096;

    private final HostGroup group;
    private final long incarnation;
    private final int leastLog;
    private final Map<String, HostLink> byName = new HashMap<>();
    private final List<HostLink> all = new ArrayList<>();
    private final BitSet here = new BitSet();
    private final BitSet touched = new BitSet();
    private @Nullable HostLink[] byNumber = new HostLink[64];
    private @Nullable ShardView view;
    /// The nodes that exist, as far as was said.
    private Set<String> existing = Set.of();
    /// Where a link was that was not at rest.
    private int busy;

    /// Links of hosts of which nothing is known yet.
    ///
    /// @param incarnation of the shard
    public HostLinks(HostGroup group, long incarnation) {
        this(group, incarnation, LEAST_LOG);
    }

    /// The same, with the part of the log that may wait for a host in any case, in moves.
    public HostLinks(HostGroup group, long incarnation, int leastLog) {
        this.group = group;
        this.incarnation = incarnation;
        this.leastLog = leastLog;
    }

    /// Whose links these are.
    public HostGroup group() {
        return group;
    }

    /// The shard has another version. It names nodes of other groups, too.
    public void advanced(HostAdvance advance) {
        var present = advance.view();
        view = present;
        for (var change : advance.links()) {
            if (group.has(change.name())) {
                change(change);
            }
        }
        hold(advance.concerned(), present.version());
        int most = leastLog + present.identityCount() / 2;
        int last = advance.log().size() - 1;
        for (int i = 0; i <= last; i++) {
            hear(advance.log().get(i), most, i == last ? present : null);
        }
        for (int node = touched.nextSetBit(0); node >= 0; node = touched.nextSetBit(node + 1)) {
            send(byNumber[node]);
        }
        touched.clear();
    }

    /// A node says what its host should hold. Of another incarnation of the shard, it changes nothing.
    public void offered(Offer offer) {
        if (offer.incarnation() == incarnation) {
            var link = link(offer.node());
            link.offered(offer);
            send(link);
        }
    }

    /// A host is there, and holds this revision; 0: nothing. Whether its node has to be told, which has not begun.
    ///
    /// @param stream takes updates; only what comes from it is heard from now on
    /// @param last the last revision that it may have been told on this stream, by links before these
    public boolean connected(String node, Consumer<Update> stream, long held, long last) {
        var link = link(node);
        link.connected(stream, held, last);
        send(link);
        return !link.hasBegun();
    }

    /// A host is away: nothing is sent until it connects.
    public void gone(String node, Consumer<Update> stream) {
        var link = byName.get(node);
        if (link != null && link.isStream(stream)) {
            link.gone();
        }
    }

    /// A life of a node is over here: its host is sent nothing until another begins here.
    public void left(String node, long life) {
        link(node).left(life);
    }

    /// Where these links have a host, for as long as they live.
    public int place(String node) {
        return link(node).place();
    }

    /// While the host at a [#place] is told: the first version of what it is told. 0: not known, as for one that came
    /// just now.
    public long changedSince(int place) {
        return all.get(place).changedSince();
    }

    /// A host enforces a revision; the host at a [#place].
    public void enforced(int place, Consumer<Update> stream, long revision) {
        enforced(all.get(place), stream, revision);
    }

    /// A host enforces a revision.
    public void enforced(String node, Consumer<Update> stream, long revision) {
        enforced(byName.get(node), stream, revision);
    }

    /// A host could not take a revision on; it stays with the one before.
    public void failed(String node, Consumer<Update> stream, long revision) {
        var link = byName.get(node);
        if (link != null && link.isStream(stream)) {
            link.failed(revision);
        }
    }

    /// Whether a host, if it is connected, enforces what a life of its node offers at this version of the shard, or
    /// at a later one that is here.
    public boolean isQuiet(String node, long life, long version) {
        var link = byName.get(node);
        var present = view;
        return link != null && present != null && present.version() >= version && link.isQuiet(life, present.version());
    }

    /// Whether nothing is under way for any host at the present version. Cost: as long as it is, for the same host as
    /// when this was last asked, a look at that; else at each.
    ///
    /// @param nodes those that exist: others need nothing, once they heard so
    public boolean isAtRest(Set<String> nodes) {
        know(nodes);
        for (int looked = 0; looked < all.size(); looked++) {
            if (!all.get(busy).isAtRest(version())) {
                return false;
            }
            busy = busy + 1 == all.size() ? 0 : busy + 1;
        }
        return true;
    }

    /// The version of the shard that these links heard of last; 0 for none.
    public long version() {
        var present = view;
        return present == null ? 0 : present.version();
    }

    /// The revision that a host enforces, as far as it has said; 0 for none.
    public long enforcedRevision(String node) {
        var link = byName.get(node);
        return link == null ? 0 : link.enforcedRevision();
    }

    private void enforced(@Nullable HostLink link, Consumer<Update> stream, long revision) {
        if (link != null && link.isStream(stream)) {
            link.enforced(revision);
            send(link);
        }
    }

    @SuppressWarnings("ReferenceEquality") // to compare a thousand names would cost more than what it saves
    private void know(Set<String> nodes) {
        if (existing != nodes) {
            existing = nodes;
            all.forEach(link -> link.exists(nodes.contains(link.node())));
        }
    }

    private HostLink link(String node) {
        return byName.computeIfAbsent(node, _ -> {
            var link = new HostLink(node, all.size());
            link.exists(existing.contains(node));
            all.add(link);
            return link;
        });
    }

    private void change(HostAdvance.LinkChange change) {
        var link = link(change.name());
        if (change.node() >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, Math.max(change.node() + 1, byNumber.length * 2));
        }
        if (change.begins()) {
            byNumber[change.node()] = link;
            here.set(change.node());
        }
        if (byNumber[change.node()] != null) {
            link.changed(change);
        }
    }

    private void hold(BitSet concerned, long version) {
        touched.or(concerned);
        touched.and(here);
        for (int node = touched.nextSetBit(0); node >= 0; node = touched.nextSetBit(node + 1)) {
            var link = byNumber[node];
            if (link != null) {
                link.concerned(version);
            }
        }
    }

    /// Who hears the last of the log is sent it at once, while all of its link is in the processor's cache.
    ///
    /// @param last the version, if this is the last of its log
    private void hear(HostAdvance.Segment segment, int most, @Nullable ShardView last) {
        var part = List.<Shared>of(segment.part());
        int moves = segment.moves();
        long version = version();
        var audience = segment.audience();
        for (int node = audience.nextSetBit(0); node >= 0; node = audience.nextSetBit(node + 1)) {
            var link = here.get(node) ? byNumber[node] : null;
            if (link == null) {
                continue;
            }
            link.heard(part, moves, most, version);
            touched.set(node, last == null);
            if (last != null) {
                link.send(last);
            }
        }
    }

    private void send(@Nullable HostLink link) {
        var present = view;
        if (link != null && present != null) {
            link.send(present);
        }
    }
}
