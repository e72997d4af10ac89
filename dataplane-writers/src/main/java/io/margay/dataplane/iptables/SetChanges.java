package io.margay.dataplane.iptables;

import io.margay.dataplane.plan.Member;
import io.margay.dataplane.plan.SetPlan;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What happens to sets before rules change, and what after: a set is filled before a rule looks into it, and doors are
/// closed before others are opened. Between the two, an address may be let through nowhere; never where neither the old
/// state nor the new one lets it, but for a set that an Allow and a Deny look into, or one before and the other after:
/// there is no order that is right for both.
///
/// @param before lines of `ipset restore`
/// @param after lines of `ipset restore`
record SetChanges(List<String> before, List<String> after) {
    SetChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The lines for a plan.
    ///
    /// @param polarity of the rules that are in the kernel before it
    /// @param there the names of the sets that are in the kernel before it
    static SetChanges of(Map<SetId, SetPlan> plans, Polarity polarity, Set<String> there) {
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        plans.forEach((id, plan) -> {
            switch (plan) {
                case SetPlan.Whole(var set, var members) ->
                    versions().forEach(v -> before.addAll(whole(KernelSet.of(set, v), members, there)));
                case SetPlan.Change(var set, var added, var removed) -> {
                    var shrinking = polarity.opensByRemoving().contains(id) ? after : before;
                    var growing = polarity.opensByAdding().contains(id) ? after : before;
                    versions()
                            .forEach(v -> shrinking.addAll(KernelSet.of(set, v).remove(removed)));
                    versions().forEach(v -> growing.addAll(KernelSet.of(set, v).add(added)));
                }
                case SetPlan.Delete() -> {}
            }
        });
        return new SetChanges(before, after);
    }

    /// The lines that make a set hold these members.
    static List<String> whole(KernelSet set, Collection<Member> members, Set<String> there) {
        return there.contains(set.name()) ? set.replace(members) : set.create(members);
    }

    private static List<IpVersion> versions() {
        return List.of(IpVersion.values());
    }
}
