package io.margay.dataplane.plan;

import io.margay.dataplane.kernel.MemberSink;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a kernel holds, at one moment, with its sets expanded, for tests. Immutable.
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

    /// What a host should hold, by what it was told.
    public static Content of(Desired desired) {
        var other = new Desired();
        other.take(desired.whole());
        return EMPTY.with(other.next().orElseThrow());
    }

    /// Members as objects.
    public static Set<Member> expand(SetMembers members) {
        var all = new HashSet<Member>();
        for (var version : IpVersion.values()) {
            members.of(version).tell(new Into(version, all));
        }
        return all;
    }

    /// The members of a set that is there.
    Set<Member> there(SetId id) {
        return there(sets, id);
    }

    /// What it is after `plan`.
    public Content with(Plan plan) {
        var newSets = new HashMap<>(sets);
        plan.sets().forEach((id, change) -> {
            switch (change) {
                case SetPlan.Whole(var set, var members) -> newSets.put(id, new Expanded(set, expand(members)));
                case SetPlan.Change(var set, var added, var removed, var _) -> {
                    var members = new HashSet<>(there(newSets, id));
                    members.removeAll(expand(removed));
                    members.addAll(expand(added));
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

    /// What it may be after a plan that failed: any part of it is done.
    public Content withPart(Plan plan, Random random) {
        var after = with(plan);
        var some = new HashMap<>(sets);
        plan.sets().forEach((id, change) -> {
            var then = after.sets.get(id);
            if (random.nextBoolean() || sets.get(id) == null || then == null) {
                take(some, id, random.nextBoolean() ? then : sets.get(id));
            } else {
                some.put(id, mixed(sets.get(id), then, random));
            }
        });
        return new Content(
                some,
                random.nextBoolean() ? after.policies : policies,
                random.nextBoolean() ? after.profiles : profiles,
                random.nextBoolean() ? after.endpoints : endpoints);
    }

    private static Set<Member> there(Map<SetId, Expanded> sets, SetId id) {
        var set = sets.get(id);
        if (set == null) {
            throw new AssertionError("a set that is not there changes: " + id);
        }
        return set.members;
    }

    private static void take(Map<SetId, Expanded> sets, SetId id, @Nullable Expanded set) {
        if (set == null) {
            sets.remove(id);
        } else {
            sets.put(id, set);
        }
    }

    private static Expanded mixed(Expanded before, Expanded after, Random random) {
        var members = new HashSet<>(before.members);
        members.removeIf(member -> !after.members.contains(member) && random.nextBoolean());
        after.members.stream().filter(_ -> random.nextBoolean()).forEach(members::add);
        return new Expanded(after.set, members);
    }

    private static <K, V> Map<K, V> changed(Map<K, V> values, Changes<K, V> changes) {
        var changed = new HashMap<>(values);
        changes.applyTo(changed);
        return changed;
    }

    private record Into(IpVersion version, Set<Member> members) implements MemberSink {
        @Override
        public void net(long high, long low, int prefixLength) {
            members.add(Member.of(new Cidr(new Ip(version, high, low), prefixLength)));
        }

        @Override
        public void port(long high, long low, int protocol, int port) {
            members.add(new Member(Cidr.of(new Ip(version, high, low)), new Protocol(protocol), port));
        }
    }
}
