package io.margay.engine.transaction;

import io.margay.engine.transaction.HostAdvance.Segment;
import io.margay.model.net.Cidr;
import io.margay.model.update.Part;
import io.margay.model.update.Part.Move;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What one version of a shard says to hosts that have the version before: records, each with the nodes that hear
/// it.
///
/// Records with the same audience are one segment, which is encoded once, however many nodes hear it. A host is
/// handed references to segments; it never has more of them waiting than its whole state is worth, see [HostLinks].
///
/// Cost: a comparison of audiences, one bit a node, for each record.
public final class DeltaLog {
    private record Records(List<Move> moves, Set<Cidr> ended) {
        private Records() {
            this(new ArrayList<>(), new TreeSet<>());
        }

        private Part part() {
            return new Part.Moves(moves, List.copyOf(ended));
        }
    }

    private final Map<BitSet, Records> moves = new LinkedHashMap<>();
    private final List<Segment> members = new ArrayList<>();

    /// An identity moved; nobody changes the audience any more.
    void add(Move move, BitSet audience) {
        if (!audience.isEmpty()) {
            moves.computeIfAbsent(audience, _ -> new Records()).moves.add(move);
        }
    }

    /// Owners of these addresses ended, or lost them.
    void end(Collection<Cidr> addresses, BitSet audience) {
        if (!audience.isEmpty()) {
            moves.computeIfAbsent(audience, _ -> new Records()).ended.addAll(addresses);
        }
    }

    /// The members of a service's set changed.
    void add(Part.MemberChange change, BitSet audience) {
        if (!audience.isEmpty()) {
            members.add(new Segment(audience, Shared.of(change)));
        }
    }

    /// What was added, as segments.
    List<Segment> segments() {
        var segments = new ArrayList<Segment>(moves.size() + members.size());
        moves.forEach((audience, records) -> segments.add(new Segment(audience, Shared.of(records.part()))));
        segments.addAll(members);
        return segments;
    }
}
