package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What happens to sets before rules change, and what after: a set is filled before a rule looks into it, and doors are
/// closed before others are opened. What may do either comes between: an address that joins what some rule denies and
/// another allows, and what is only allowed, is denied before it is allowed.
///
/// Between the two, an address may be let through nowhere; never where neither the old state nor the new one lets it,
/// but
/// where several sets change that an Allow and a Deny look into, or one before and the other after: there is no order
/// that is right for all.
///
/// @param before carried out in this order, up to the first that fails
/// @param after likewise
record SetChanges(List<SetStep> before, List<SetStep> after) {
    SetChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The steps for a plan.
    ///
    /// @param polarity of the rules that are in the kernel before it
    /// @param there the names of the sets that are in the kernel before it
    static SetChanges of(Map<SetId, SetPlan> plans, Polarity polarity, Set<String> there) {
        var before = new ArrayList<SetStep>();
        var between = new ArrayList<SetStep>();
        var after = new ArrayList<SetStep>();
        plans.forEach((id, plan) -> {
            switch (plan) {
                case SetPlan.Whole(var set, var members) ->
                    versions().forEach(v -> before.add(whole(KernelSet.of(set, v), members, there)));
                case SetPlan.Change(var set, var added, var removed) -> {
                    boolean opensBoth = polarity.opensByAdding().contains(id)
                            && polarity.opensByRemoving().contains(id);
                    var opening = opensBoth ? between : after;
                    var shrinking = polarity.opensByRemoving().contains(id) ? opening : before;
                    var growing = polarity.opensByAdding().contains(id) ? opening : before;
                    versions(removed).forEach(v -> shrinking.add(new SetStep.Remove(KernelSet.of(set, v), removed)));
                    versions(added).forEach(v -> growing.add(new SetStep.Add(KernelSet.of(set, v), added)));
                }
                case SetPlan.Delete() -> {}
            }
        });
        between.addAll(after);
        return new SetChanges(before, between);
    }

    /// The step that makes a set hold these members.
    static SetStep whole(SetSpec set, SetMembers members, Set<String> there) {
        return there.contains(set.name()) ? new SetStep.Replace(set, members) : new SetStep.Create(set, members);
    }

    private static List<IpVersion> versions() {
        return List.of(IpVersion.values());
    }

    /// The versions that there are members of.
    private static List<IpVersion> versions(SetMembers members) {
        return versions().stream().filter(members::has).toList();
    }
}
