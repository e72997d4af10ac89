package io.margay.dataplane.plan;

import io.margay.model.ruleset.SetId;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Part;
import io.margay.model.update.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/// What a host should hold, as it was told, in numbers; and what its kernel may not have of it yet. The one holder of
/// both on a host. Used by one thread; the plans that it gives, by any.
///
/// An update is taken whole or not at all. What the kernel lacks adds up until it is asked for.
///
/// Cost of an update: what it names; for one address that changes, a look at each set that its identity is in. One that
/// replaces everything costs each member of the sets that are there before and after, a set at a time. Memory: about
/// 90 bytes for each identity with one address, 4 for each set that means it, and the rules.
public final class Desired {
    /// An update that comes part by part: what came so far changes nothing until `commit`, and may be dropped.
    public final class Arrival {
        private final HostReplica.Arrival arrival;

        private Arrival(HostReplica.Arrival arrival) {
            this.arrival = arrival;
        }

        /// The next part.
        public void take(Part part) {
            arrival.take(part);
        }

        /// That was all. Errors: as of [Desired#take].
        public void commit() {
            arrival.commit(backlog);
            isPending = true;
        }
    }

    /// As many sets, and members, as are looked at at once; one set at least.
    private static final int MOST_SETS = 16;

    private static final int MOST_MEMBERS = 20_000;

    private final HostReplica replica;
    /// What is left of a round over all sets.
    private final Queue<SetId> round = new ArrayDeque<>();

    private final Backlog backlog = new Backlog();
    private boolean isPending;

    /// That of a new host.
    public Desired() {
        this(new HostReplica());
    }

    /// That of a host that was told this, and whose kernel has nothing of it for sure. Nobody else uses it.
    public Desired(HostReplica told) {
        replica = told;
        isPending = told.revision() > 0;
        backlog.everything(told.held());
    }

    /// The revision held; 0 before the first update.
    public long revision() {
        return replica.revision();
    }

    /// Whose numbers are held; 0 before the first update.
    public long incarnation() {
        return replica.incarnation();
    }

    /// What is held, for people. Cost: two maps.
    public Held held() {
        var held = replica.held();
        return new Held(replica.revision(), held.endpoints(), held.rulesOfPolicies());
    }

    /// Takes an update.
    ///
    /// Errors: `UpdateRefused`, and nothing changed, where it changes another revision or incarnation than is
    /// held, or names what was never sent.
    public void take(Update update) {
        var arrival = begin(update);
        update.parts().forEach(shared -> arrival.take(shared.part()));
        arrival.commit();
    }

    /// Begins to take an update whose parts come one by one. Errors: as of [#take].
    ///
    /// @param header the update; its parts are not looked at
    public Arrival begin(Update header) {
        return new Arrival(replica.begin(header));
    }

    /// What the kernel lacks; nothing is lacking after it, until more comes or the plan is put back. Empty where the
    /// last plan was for the revision that is held.
    ///
    /// @param wanted where one of these sets or a rule changes, all that they hold is said of all sets that do
    public Optional<Plan> next(Set<SetId> wanted) {
        if (!isPending) {
            return Optional.empty();
        }
        isPending = false;
        return Optional.of(backlog.take(replica.held(), replica.revision(), wanted));
    }

    /// The same, for who wants no more said of sets than what changes.
    public Optional<Plan> next() {
        return next(Set.of());
    }

    /// Some sets with all their members, others each time: after so many times all were among them. None while
    /// there is a next plan, since the kernel cannot have just these then.
    public List<SetPlan.Whole> someSets() {
        var some = new ArrayList<SetPlan.Whole>();
        var held = replica.held();
        if (round.isEmpty()) {
            held.sets().forEach(set -> round.add(set.id()));
        }
        long members = 0;
        while (!isPending && !round.isEmpty() && some.size() < MOST_SETS && members < MOST_MEMBERS) {
            var set = held.set(round.remove());
            if (set != null) {
                some.add(new SetPlan.Whole(set.definition(), HeldMembers.of(held, set)));
                members += set.identities().getCardinality();
            }
        }
        return some;
    }

    /// Whether there is a next plan.
    public boolean isPending() {
        return isPending;
    }

    /// A plan failed: the kernel may have any part of it.
    public void putBack(Plan plan) {
        backlog.putBack(plan);
        isPending = true;
    }

    /// All that is held, as one update; see [HostReplica#whole].
    public Update whole() {
        return replica.whole();
    }
}
