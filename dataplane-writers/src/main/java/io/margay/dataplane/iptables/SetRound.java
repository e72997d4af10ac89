package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer.Repair;
import io.margay.model.net.IpVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A look at some of the kernel's sets, and at a few unions: whether others changed them.
final class SetRound {
    private static final int UNIONS_AT_ONCE = 4;

    private final SetTable sets;
    private final Instant now;
    private final List<String> repaired = new ArrayList<>();
    private int members;
    private Optional<String> failure = Optional.empty();

    SetRound(SetTable sets, Instant now) {
        this.sets = sets;
        this.now = now;
    }

    /// Looks at a set of both versions, and makes it hold what it should.
    void look(SetPlan.Whole whole) {
        for (var version : IpVersion.values()) {
            var set = KernelSet.of(
                    whole.set(), version, sets.names(version).of(whole.set().id()));
            if (failure.isEmpty()) {
                add(set.name(), sets.check(set, whole.members().of(version), now));
            }
        }
    }

    /// Looks at some unions; to be called where all rules look into the sets that they should.
    void lookAtUnions() {
        for (int i = 0; i < UNIONS_AT_ONCE; i++) {
            var union = sets.unions().next();
            if (union.isPresent() && failure.isEmpty()) {
                add(union.get().name(), sets.checkUnion(union.get(), now));
            }
        }
    }

    private void add(String name, SetTable.Checked checked) {
        if (checked.repaired() > 0) {
            repaired.add(name);
        }
        members += checked.repaired();
        failure = checked.failure();
    }

    /// What went wrong: the rest was not looked at.
    Optional<String> failure() {
        return failure;
    }

    /// What others had changed.
    List<Repair> repairs() {
        return members == 0 ? List.of() : List.of(new Repair("members of sets", repaired, members));
    }
}
