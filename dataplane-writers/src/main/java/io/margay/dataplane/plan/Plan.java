package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// The least work between what a host holds and what it should hold. Plans add up.
///
/// @param revision what the host holds after it
public record Plan(
        long revision,
        Map<SetId, SetPlan> sets,
        Changes<ResourceKey, PolicyRules> policies,
        Changes<String, ProfileRules> profiles,
        Changes<ResourceKey, RuleSet> endpoints) {
    public Plan {
        sets = Map.copyOf(sets);
    }

    /// The smallest change that makes `before` to `after`: nothing where they are equal.
    public static Plan of(long revision, Content before, Content after) {
        var sets = new HashMap<SetId, SetPlan>();
        before.sets().keySet().stream()
                .filter(id -> !after.sets().containsKey(id))
                .forEach(id -> sets.put(id, new SetPlan.Delete()));
        after.sets().forEach((id, expanded) -> {
            var old = before.sets().get(id);
            if (old == null) {
                sets.put(id, new SetPlan.Whole(expanded.set(), expanded.members()));
            } else if (!old.members().equals(expanded.members())) {
                sets.put(id, difference(old, expanded));
            }
        });
        return new Plan(
                revision,
                sets,
                Changes.between(before.policies(), after.policies()),
                Changes.between(before.profiles(), after.profiles()),
                Changes.between(before.endpoints(), after.endpoints()));
    }

    /// Whether nothing changes in the kernel.
    public boolean isEmpty() {
        return sets.isEmpty() && policies.isEmpty() && profiles.isEmpty() && endpoints.isEmpty();
    }

    /// This, then `later`, as one.
    public Plan then(Plan later) {
        var all = new HashMap<>(sets);
        later.sets.forEach((id, change) -> all.merge(id, change, SetPlan::then));
        return new Plan(
                later.revision,
                all,
                policies.then(later.policies),
                profiles.then(later.profiles),
                endpoints.then(later.endpoints));
    }

    private static SetPlan difference(Content.Expanded old, Content.Expanded now) {
        var added = new HashSet<>(now.members());
        added.removeAll(old.members());
        var removed = new HashSet<>(old.members());
        removed.removeAll(now.members());
        return new SetPlan.Change(now.set(), added, removed);
    }
}
