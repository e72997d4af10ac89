package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Members;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sets in the kernel, and what is known of them.
///
/// Of sets that an earlier life of this agent left, only names are known: each is replaced when it is first said what
/// it holds, and destroyed if it is not said before rules are written.
final class SetTable {
    private final Ipset ipset;
    /// Names of ours that are in the kernel; as far as `isKnown`.
    private final Set<String> there = new HashSet<>();
    /// Names of address sets that the plans have and have not deleted.
    private final Set<String> wanted = new HashSet<>();
    /// Names of the sets of nets that are in the kernel and hold what they should.
    private final Set<String> netsWritten = new HashSet<>();
    private final RefusedSets refused = new RefusedSets();
    /// Those of the plan under way.
    private final Set<String> refusedNow = new HashSet<>();
    private boolean isKnown;

    SetTable(Ipset ipset) {
        this.ipset = ipset;
    }

    /// Forgets which sets are there, so that the next step reads their names again.
    void forget() {
        isKnown = false;
    }

    /// What the plan does to sets before rules change and after, with the sets of nets that the rules will need.
    /// Nothing is written yet.
    ///
    /// Errors: what went wrong, as the message of `Unreadable`.
    SetChanges changes(Map<SetId, SetPlan> plans, Polarity polarity, Collection<NetSet> netSets) throws Unreadable {
        readNames();
        remember(plans);
        var changes = SetChanges.of(plans, polarity, there);
        var before = new ArrayList<>(changes.before());
        var seen = new HashSet<String>();
        for (var nets : netSets) {
            if (!netsWritten.contains(nets.name()) && seen.add(nets.name())) {
                before.add(SetChanges.whole(KernelSet.of(nets), SetMembers.of(nets.nets()), there));
            }
        }
        return new SetChanges(before, changes.after());
    }

    /// Those that do not hold what they should.
    RefusedSets refused() {
        return refused;
    }

    /// Carries out steps, but for those that the kernel refuses; what went wrong, if there is no more to be done then.
    Optional<String> write(List<SetStep> steps, Instant now) {
        for (var step : steps) {
            var refusal = step.in(ipset);
            if (refusal.isPresent() && !RefusedSets.isOfOne(refusal.get())) {
                forget();
                return Optional.of("writing sets: " + refusal.get().why());
            }
            settle(step, refusal, now);
        }
        return Optional.empty();
    }

    /// All steps of a plan were carried out: the sets of which none was refused hold what they should, since what was
    /// refused before is part of the plan.
    void written(Set<SetId> plan) {
        plan.stream()
                .flatMap(SetTable::names)
                .filter(name -> !refusedNow.contains(name))
                .forEach(refused::right);
        refusedNow.clear();
    }

    private void settle(SetStep step, Optional<Refusal> refusal, Instant now) {
        var name = step.set().name();
        if (refusal.isEmpty()) {
            there.add(name);
            if (step instanceof SetStep.Create || step instanceof SetStep.Replace) {
                refused.right(name);
            }
        } else if (wanted.contains(name)) {
            refused.refused(name, refusal.get(), !(step instanceof SetStep.Create || step instanceof SetStep.Add), now);
            refusedNow.add(name);
            // Whatever there is of it.
            isKnown = false;
        } else {
            // A list of nets: without it the rules that look into it are refused, and so closed.
            ipset.destroy(name);
        }
    }

    /// Looks whether a set holds these members and no others, and makes it so. How many it did not; nothing where it
    /// could not be read.
    Checked check(SetSpec set, Members members, Instant now) {
        var comparison = new SetComparison(members);
        var unread = ipset.list(set.name(), comparison.there());
        boolean isMissing = unread.isPresent() && unread.get().reason() == Refusal.Reason.NO_SUCH_SET;
        if (!isMissing && unread.isPresent() && !RefusedSets.isOfOne(unread.get())) {
            return new Checked(
                    0, Optional.of("looking at a set: " + unread.get().why()));
        }
        there.add(set.name());
        var surplus = isMissing ? ipset.create(set) : withoutSurplus(set, members, comparison);
        var refusal = surplus.or(() -> ipset.add(set, comparison.lacking()));
        refusal.ifPresentOrElse(
                why -> refused.remains(set.name(), why, surplus.isPresent(), now), () -> refused.right(set.name()));
        return new Checked(refusal.isPresent() ? 0 : comparison.differences(), Optional.empty());
    }

    /// Where it is a set of another form or bound, another one takes its place.
    private Optional<Refusal> withoutSurplus(SetSpec set, Members members, SetComparison comparison) {
        boolean isJustSo = ipset.header(set.name()) instanceof Reading.Read<SetHeader>(var header)
                && header.set().equals(set);
        return isJustSo
                ? ipset.delete(set, comparison.surplus())
                : ipset.replace(set, Names.temporary(set.name()), members);
    }

    /// What came of looking at a set.
    ///
    /// @param repaired how many members were missing or too many, and are not any more
    record Checked(int repaired, Optional<String> failure) {}

    /// Destroys what no rule needs any more. A set that the kernel still holds on to, as it does for a moment after the
    /// last rule that looked into it is gone, stays for the next time.
    void sweep(Collection<NetSet> netSets) {
        netsWritten.clear();
        netSets.stream().map(NetSet::name).filter(there::contains).forEach(netsWritten::add);
        var gone = there.stream()
                .filter(name -> !wanted.contains(name) && !netsWritten.contains(name))
                .sorted();
        gone.toList().forEach(name -> {
            if (ipset.destroy(name).isEmpty()) {
                there.remove(name);
            }
        });
    }

    /// Whether something waits to be destroyed.
    boolean needsSweep() {
        return there.size() > wanted.size() + netsWritten.size();
    }

    /// The names of the sets could not be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    private void readNames() throws Unreadable {
        if (isKnown) {
            return;
        }
        switch (ipset.names()) {
            case Reading.Unread<List<String>>(var refusal) ->
                throw new Unreadable("reading the names of sets: " + refusal.why());
            case Reading.Read<List<String>>(var names) -> {
                there.clear();
                netsWritten.clear();
                names.stream().filter(name -> name.startsWith(Names.PREFIX)).forEach(there::add);
            }
        }
        isKnown = true;
    }

    private static Stream<String> names(SetId id) {
        return Stream.of(IpVersion.values()).map(version -> Names.set(id, version));
    }

    private void remember(Map<SetId, SetPlan> plans) {
        plans.forEach((id, plan) -> {
            var names = names(id).collect(Collectors.toSet());
            if (plan instanceof SetPlan.Delete) {
                wanted.removeAll(names);
                names.forEach(refused::right);
            } else {
                wanted.addAll(names);
            }
        });
    }
}
