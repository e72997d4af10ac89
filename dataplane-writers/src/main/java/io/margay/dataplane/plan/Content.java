package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// All that a host holds, at one moment, with its sets expanded. Immutable.
public record Content(
        Map<SetId, Expanded> sets,
        Map<ResourceKey, PolicyRules> policies,
        Map<String, ProfileRules> profiles,
        Map<ResourceKey, RuleSet> endpoints) {
    /// A set and all its members.
    public record Expanded(AddressSet set, Set<Member> members) {
        public Expanded {
            members = Set.copyOf(members);
        }
    }

    /// What a new host holds.
    public static final Content EMPTY = new Content(Map.of(), Map.of(), Map.of(), Map.of());

    public Content {
        sets = Map.copyOf(sets);
        policies = Map.copyOf(policies);
        profiles = Map.copyOf(profiles);
        endpoints = Map.copyOf(endpoints);
    }

    /// What it is after `plan`.
    public Content with(Plan plan) {
        var newSets = new HashMap<>(sets);
        plan.sets().forEach((id, change) -> {
            switch (change) {
                case SetPlan.Whole(var set, var members) -> newSets.put(id, new Expanded(set, members));
                case SetPlan.Change(var set, var added, var removed) -> {
                    var members = new HashSet<>(newSets.getOrDefault(id, new Expanded(set, Set.of()))
                            .members());
                    members.removeAll(removed);
                    members.addAll(added);
                    newSets.put(id, new Expanded(set, members));
                }
                case SetPlan.Delete() -> newSets.remove(id);
            }
        });
        return new Content(
                newSets,
                changed(policies, plan.policies()),
                changed(profiles, plan.profiles()),
                changed(endpoints, plan.endpoints()));
    }

    private static <K, V> Map<K, V> changed(Map<K, V> values, Changes<K, V> changes) {
        var changed = new HashMap<>(values);
        changes.applyTo(changed);
        return changed;
    }
}
