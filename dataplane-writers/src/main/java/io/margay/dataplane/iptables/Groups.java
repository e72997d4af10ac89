package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Split.Placed;
import io.margay.dataplane.kernel.Table;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Chains for policies that are asked one after the other, where they are many: in a tier, all their rules are one list
/// of which the first that matches decides, and [RuleTree] makes a tree of it. Endpoints with equal lists share one.
///
/// Between `begin` and `end`, endpoints say what they need; what none needs is forgotten.
final class Groups {
    private static final int MOST_ONE_BY_ONE = 8;

    /// @param owner whose its chains are, if they may be closed
    /// @param policies the very records that the chains were made from
    private record Group(String owner, List<PolicyRules> policies, List<Chain> chains) {
        // Their hashes would visit every rule; a policy that did not change is the same record.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(List<PolicyRules> now) {
            boolean same = now.size() == policies.size();
            for (int i = 0; same && i < now.size(); i++) {
                same = now.get(i) == policies.get(i);
            }
            return same;
        }
    }

    /// Where to jump.
    ///
    /// @param comment the policies, for people
    record Jump(String chain, String comment) {}

    private record Id(Table table, String name) {}

    private record Asked(Table table, List<ResourceKey> policies, Direction direction) {}

    private record Named(ResourceKey policy, Direction direction) {}

    private final PolicyRenderer renderer;
    /// Endpoints ask for the same again and again, and names are hashes.
    private final Map<Asked, List<Jump>> known = new HashMap<>();
    private final Map<Named, String> names = new HashMap<>();

    private Map<ResourceKey, PolicyRules> policies = Map.of();
    /// Groups of which the kernel refuses something: their policies are asked one by one, so that they fail alone.
    private final Map<String, Group> apart = new HashMap<>();

    private Map<Id, Group> before = new HashMap<>();
    private Map<Id, Group> now = new HashMap<>();
    /// Chains of single policies that endpoints jump to, and that only groups hold the rules of.
    private final Set<String> single = new HashSet<>();

    private final Set<String> grouped = new HashSet<>();

    Groups(PolicyRenderer renderer) {
        this.renderer = renderer;
    }

    /// Endpoints may ask from now on; policies are these.
    void begin(Map<ResourceKey, PolicyRules> held) {
        policies = held;
        before = now;
        now = new HashMap<>();
        known.clear();
        names.keySet().removeIf(named -> !held.containsKey(named.policy));
        single.clear();
        grouped.clear();
    }

    /// Where to jump to ask some policies, in this order; one chain if they are many.
    List<Jump> jumps(Table table, List<ResourceKey> keys, Direction direction) {
        return known.computeIfAbsent(new Asked(table, keys, direction), _ -> find(table, keys, direction));
    }

    /// From now on the policies of such groups are asked one by one, until some are others; whether there are any.
    boolean separate(Set<String> owners) {
        var found = now.values().stream()
                .filter(group -> owners.contains(group.owner))
                .toList();
        found.forEach(group -> apart.put(group.owner, group));
        return !found.isEmpty();
    }

    /// Chains with the rules of such policies are made anew.
    ///
    /// @param some goes by the very record
    void forget(Set<Object> some) {
        now.values().removeIf(group -> group.policies.stream().anyMatch(some::contains));
    }

    private List<Jump> find(Table table, List<ResourceKey> keys, Direction direction) {
        var chains = chains(keys, direction);
        if (areAskedOneByOne(keys, owner(keys, direction))) {
            single.addAll(chains);
            return keys.stream()
                    .map(key -> new Jump(chain(key, direction), RuleName.policy(key, direction)))
                    .toList();
        }
        grouped.addAll(chains);
        var group = Names.group(chains, direction);
        now.computeIfAbsent(new Id(table, group), id -> group(id, keys, direction));
        return List.of(new Jump(group, keys.size() + " policies"));
    }

    private boolean areAskedOneByOne(List<ResourceKey> keys, String owner) {
        if (keys.size() <= MOST_ONE_BY_ONE || !policies.keySet().containsAll(keys)) {
            return true;
        }
        var refused = apart.get(owner);
        if (refused != null && !refused.isOf(members(keys))) {
            apart.remove(owner);
            return false;
        }
        return refused != null;
    }

    private List<String> chains(List<ResourceKey> keys, Direction direction) {
        return keys.stream().map(key -> chain(key, direction)).toList();
    }

    private String chain(ResourceKey key, Direction direction) {
        return names.computeIfAbsent(new Named(key, direction), it -> Names.policy(it.policy, it.direction));
    }

    private String owner(List<ResourceKey> keys, Direction direction) {
        return Names.group(chains(keys, direction), direction) + ", " + keys.size() + " policies";
    }

    private List<PolicyRules> members(List<ResourceKey> keys) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(policies.get(key)))
                .toList();
    }

    private Group group(Id id, List<ResourceKey> keys, Direction direction) {
        var members = members(keys);
        var made = before.get(id);
        if (made != null && made.isOf(members)) {
            return made;
        }
        var rules = new ArrayList<Placed>();
        members.forEach(policy -> rules.addAll(renderer.placed(policy, direction, id.table)));
        var owner = owner(keys, direction);
        var chains = RuleTree.of(id.table, id.name, rules, renderer.shape()).stream()
                .map(chain -> chain.of(owner))
                .toList();
        return new Group(owner, members, chains);
    }

    /// The chains that were asked for.
    Rendered end() {
        return Rendered.of(
                now.values().stream().flatMap(group -> group.chains.stream()).toList());
    }

    /// The names of chains of policies whose rules are only in groups.
    Set<String> inGroupsOnly() {
        var names = new HashSet<>(grouped);
        names.removeAll(single);
        return names;
    }
}
