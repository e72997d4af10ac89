package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
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

    /// Carries out steps, up to the first that fails; what went wrong, if anything did.
    Optional<String> write(List<SetStep> steps) {
        for (var step : steps) {
            var refusal = step.in(ipset);
            if (refusal.isPresent()) {
                forget();
                return Optional.of("writing sets: " + refusal.get().why());
            }
            there.add(step.set().name());
        }
        return Optional.empty();
    }

    /// Destroys what no rule needs any more. A set that the kernel still holds on to, as it does for a moment after the
    /// last rule that looked into it is gone, stays for the next time.
    void sweep(Collection<NetSet> netSets) {
        netsWritten.clear();
        netSets.forEach(nets -> netsWritten.add(nets.name()));
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

    private void remember(Map<SetId, SetPlan> plans) {
        plans.forEach((id, plan) -> {
            var names = Stream.of(IpVersion.values())
                    .map(version -> Names.set(id, version))
                    .collect(Collectors.toSet());
            if (plan instanceof SetPlan.Delete) {
                wanted.removeAll(names);
            } else {
                wanted.addAll(names);
            }
        });
    }
}
