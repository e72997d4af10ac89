package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.model.net.Cidr;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.Move;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// How identities moved since the last version, until it is known who has to hear of it.
final class Moves {
    private record Pending(
            @Nullable Identity before, @Nullable Identity after, RoaringBitmap joined, RoaringBitmap left) {
        @SuppressWarnings("ReferenceEquality") // one that did not move is the same object
        private boolean isNothing() {
            return before == after && joined.isEmpty() && left.isEmpty();
        }
    }

    private final Map<Integer, Pending> pending = new TreeMap<>();
    private final Map<Integer, Set<Cidr>> ended = new TreeMap<>();

    /// An identity came, changed or went.
    ///
    /// @param before null for one that is new
    /// @param after null for one that is gone
    void add(int number, @Nullable Identity before, @Nullable Identity after, Matching.Change change) {
        pending.put(number, new Pending(before, after, change.joined(), change.left()));
    }

    /// An identity's addresses changed, and nothing else.
    void add(Identity before, Identity after) {
        pending.put(after.number(), new Pending(before, after, new RoaringBitmap(), new RoaringBitmap()));
    }

    /// Owners of these addresses of an identity ended, or lost them.
    ///
    /// @param identity as it is told now, if it does not move
    void end(Identity identity, Set<Cidr> addresses) {
        ended.put(identity.number(), addresses);
        pending.putIfAbsent(
                identity.number(), new Pending(identity, identity, new RoaringBitmap(), new RoaringBitmap()));
    }

    /// The same identity may move twice: its labels after its addresses. What stands of it until now, or null.
    @Nullable
    Identity before(int number, Identity otherwise) {
        var known = pending.get(number);
        return known == null ? otherwise : known.before;
    }

    /// Writes the moves to a log, each for those who use a set that it is about.
    void write(DeltaLog log, Matching matching, Users users) {
        pending.forEach((number, it) -> {
            var lost = ended.get(number);
            var audience = audience(it, lost != null, matching, users);
            if (!it.isNothing()) {
                log.add(move(number, it), audience);
            }
            if (lost != null) {
                log.end(lost, audience);
            }
        });
    }

    /// @param ends whether all who know of its addresses hear of it in any case
    private static BitSet audience(Pending it, boolean ends, Matching matching, Users users) {
        var audience = new BitSet();
        boolean addressesDiffer = ends || !addresses(it.before).equals(addresses(it.after));
        if (addressesDiffer) {
            users.addThoseWhoHearAll(audience);
            if (it.after != null && !users.allHearAll()) {
                users.addUsers(matching.setsOf(it.after), audience);
            }
        }
        if (!addressesDiffer || !users.allHearAll()) {
            users.addUsers(it.joined, audience);
            users.addUsers(it.left, audience);
        }
        return audience;
    }

    private static Move move(int number, Pending it) {
        var addresses = addresses(it.after);
        boolean whole =
                it.after == null || addresses(it.before).isEmpty() || !it.joined.isEmpty() || !it.left.isEmpty();
        if (whole) {
            return new Move(
                    number,
                    true,
                    it.after == null ? List.of() : it.after.fingerprint().ports(),
                    addresses,
                    List.of(),
                    Ints.of(it.joined.toArray()),
                    Ints.of(it.left.toArray()));
        }
        var before = addresses(it.before);
        return new Move(
                number, false, List.of(), missing(addresses, before), missing(before, addresses), Ints.NONE, Ints.NONE);
    }

    private static List<Cidr> addresses(@Nullable Identity identity) {
        return identity == null ? List.of() : identity.addresses();
    }

    /// Both are in order. Most are the same object in both, and so are not looked at.
    @SuppressWarnings("ReferenceEquality")
    private static List<Cidr> missing(List<Cidr> of, List<Cidr> in) {
        var missing = new ArrayList<Cidr>();
        int at = 0;
        for (var each : of) {
            while (at < in.size() && in.get(at) != each && in.get(at).compareTo(each) < 0) {
                at++;
            }
            if (at == in.size() || !in.get(at).equals(each)) {
                missing.add(each);
            }
        }
        return missing;
    }
}
