package io.margay.dataplane.plan;

import io.margay.dataplane.plan.MemberTable.Each;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import java.util.Optional;

/// What a kernel may not have yet of one set: all of it, or members that were touched.
///
/// Of a touched member it is kept whether the kernel has it; whether it should is asked of the holdings when a plan is
/// made. Memory: [MemberTable]; where that would be much more than the set, the set is written whole instead.
final class Dirt {
    private static final byte OUT = 0;
    private static final byte IN = 1;
    private static final byte UNSURE = 2;

    /// So many touched members are never too many.
    private static final int FEW = 1 << 16;

    private static final int MOST_A_MEMBER = 4;

    private boolean whole;
    private MemberTable touched = new MemberTable();

    boolean isWhole() {
        return whole;
    }

    /// All of it is to be written.
    void whole() {
        whole = true;
        touched = new MemberTable();
    }

    /// The member may change in `held`, where the set is as it was: what the kernel has if nothing else is known of it.
    void touch(Holdings held, HeldSet set, Spot spot) {
        if (!whole && !touched.contains(spot.high(), spot.low(), spot.code())) {
            boolean isIn = Expansion.isIn(held, set, spot);
            touched.put(spot.high(), spot.low(), spot.code(), isIn ? IN : OUT);
            if (touched.size() > FEW + MOST_A_MEMBER * (long) set.identities().getCardinality()) {
                whole();
            }
        }
    }

    /// The kernel has the member, or has it not, as far as nothing else is known of it.
    void know(Spot spot, boolean isIn) {
        if (!whole && !touched.contains(spot.high(), spot.low(), spot.code())) {
            touched.put(spot.high(), spot.low(), spot.code(), isIn ? IN : OUT);
        }
    }

    /// Nobody knows whether the kernel has these.
    void doubt(MemberList members) {
        if (!whole) {
            members.forEach((high, low, code) -> touched.put(high, low, code, UNSURE));
        }
    }

    /// What is to be done with the members that were touched; empty: nothing.
    ///
    /// @param isWanted whether all that it holds is to be said, too
    Optional<SetPlan> change(Holdings held, HeldSet set, boolean isWanted) {
        var added = new MemberList.Builder();
        var removed = new MemberList.Builder();
        Each sort = (high, low, code, word) -> {
            boolean should = Expansion.isIn(held, set, new Spot(high, low, code));
            if (should && word != IN) {
                added.member(high, low, code);
            }
            if (!should && word != OUT) {
                removed.member(high, low, code);
            }
        };
        touched.forEach(sort);
        return added.isEmpty() && removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new SetPlan.Change(
                        set.definition(), added.build(), removed.build(), isWanted ? HeldMembers.of(held, set) : null));
    }
}
