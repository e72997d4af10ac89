package io.margay.dataplane.plan;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.update.Changing;
import io.margay.model.update.HeldIdentity;
import io.margay.model.update.HeldSet;
import io.margay.model.update.Holdings;
import io.margay.model.update.Turn;
import io.margay.model.update.Watcher;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;

/// What one kernel may not have yet of what its host holds: names of what changed, and members that were touched. What
/// is to be done about it is worked out when a plan is made, from what is held then; so a kernel that is slow or fails
/// costs memory in proportion to the host's state, and to the addresses that ended meanwhile.
final class Backlog implements Watcher {
    private static final byte GONE = 0;
    private static final byte NEW = 1;
    private static final byte STAYS = 2;

    private final Map<SetId, Dirt> sets = new HashMap<>();
    private final Set<ResourceKey> policies = new HashSet<>();
    private final Set<String> profiles = new HashSet<>();
    private final Set<ResourceKey> endpoints = new HashSet<>();
    /// Addresses whose flows may still be there, though their owners ended.
    private final Set<Cidr> ended = new HashSet<>();

    /// Everything that is held is to be written.
    void everything(Holdings held) {
        held.sets().forEach(set -> dirt(set.id()).whole());
        policies.addAll(held.policies());
        profiles.addAll(held.profiles().keySet());
        endpoints.addAll(held.endpoints().keySet());
    }

    @Override
    public void changing(Holdings held, Changing changing) {
        References.check(held, changing);
        changing.forEachIdentity((number, after) -> {
            var before = held.identity(number);
            if (before != null && !before.addresses().equals(after.addresses())) {
                held.forEachSet(before, set -> moved(held, set, before, after));
            }
        });
        changing.sets().forEach(turn -> turning(held, changing, turn));
        var rules = changing.rules();
        rules.policies().forEach(policy -> policies.add(policy.key()));
        rules.profiles().forEach(profile -> profiles.add(profile.name()));
        rules.endpoints().forEach(endpoint -> endpoints.add(endpoint.endpoint()));
        policies.addAll(changing.gone().policies());
        profiles.addAll(changing.gone().profiles());
        endpoints.addAll(changing.gone().endpoints());
        ended.addAll(changing.ended());
    }

    @Override
    public void replacing(Holdings before, Holdings after, Set<Cidr> nowEnded) {
        References.check(after);
        ended.addAll(nowEnded);
        var table = new MemberTable();
        for (var set : after.sets()) {
            var old = before.set(set.id());
            if (old == null) {
                dirt(set.id()).whole();
            } else {
                compare(HeldMembers.of(before, old), HeldMembers.of(after, set), set.id(), table);
            }
        }
        before.sets().stream().filter(set -> after.set(set.id()) == null).forEach(set -> dirt(set.id()));
        differ(policies, union(before.policies(), after.policies()), before::policy, after::policy);
        differ(
                profiles,
                union(before.profiles().keySet(), after.profiles().keySet()),
                before.profiles()::get,
                after.profiles()::get);
        differ(
                endpoints,
                union(before.endpoints().keySet(), after.endpoints().keySet()),
                before.endpoints()::get,
                after.endpoints()::get);
    }

    /// All that is to be done; nothing is left after it.
    ///
    /// @param wanted where one of these sets changes, all that they hold is to be said of all sets that do
    Plan take(Holdings held, long revision, Set<SetId> wanted) {
        boolean rulesChange = !policies.isEmpty() || !profiles.isEmpty() || !endpoints.isEmpty();
        boolean isWanted = rulesChange || sets.keySet().stream().anyMatch(wanted::contains);
        var plan = new Plan(
                revision,
                setPlans(held, isWanted),
                Backlog.<ResourceKey, PolicyRules>changes(policies, held::policy),
                Backlog.<String, ProfileRules>changes(profiles, held.profiles()::get),
                Backlog.<ResourceKey, RuleSet>changes(endpoints, held.endpoints()::get),
                ended);
        sets.clear();
        policies.clear();
        profiles.clear();
        endpoints.clear();
        ended.clear();
        return plan;
    }

    /// The kernel may hold any part of a plan.
    void putBack(Plan plan) {
        plan.sets().forEach((id, change) -> {
            switch (change) {
                case SetPlan.Whole _ -> dirt(id).whole();
                case SetPlan.Change(var _, var added, var removed, var _) -> {
                    dirt(id).doubt((MemberList) added);
                    dirt(id).doubt((MemberList) removed);
                }
                case SetPlan.Delete() -> dirt(id);
            }
        });
        putBack(plan.policies(), policies);
        putBack(plan.profiles(), profiles);
        putBack(plan.endpoints(), endpoints);
        ended.addAll(plan.ended());
    }

    private static <K> void putBack(Changes<K, ?> changes, Set<K> names) {
        names.addAll(changes.put().keySet());
        names.addAll(changes.gone());
    }

    private Dirt dirt(SetId id) {
        return sets.computeIfAbsent(id, _ -> new Dirt());
    }

    /// An identity of this set has other addresses.
    private void moved(Holdings held, HeldSet set, HeldIdentity before, HeldIdentity after) {
        touch(held, set, before, after.addresses());
        touch(held, set, after, before.addresses());
    }

    /// Touches the members that the set has by an identity, but for those by these addresses.
    private void touch(Holdings held, HeldSet set, HeldIdentity identity, CidrList but) {
        var dirt = dirt(set.id());
        var expansion = Expansion.of(set);
        var addresses = identity.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            if (!but.contains(addresses.highAt(i), addresses.lowAt(i), addresses.headAt(i))) {
                expansion.tell(
                        identity.ports(),
                        addresses,
                        i,
                        (high, low, code) -> dirt.touch(held, set, new Spot(high, low, code)));
            }
        }
    }

    private void turning(Holdings held, Changing changing, Turn turn) {
        var before = turn.before();
        if (before == null) {
            if (turn.after() != null) {
                dirt(turn.after().id()).whole();
            }
            return;
        }
        var dirt = dirt(before.id());
        if (turn.after() == null || dirt.isWhole()) {
            return;
        }
        turn.joined().forEach((IntConsumer) number -> {
            var named = changing.identity(number);
            touch(held, before, named == null ? known(held.identity(number)) : named, CidrList.EMPTY);
        });
        turn.left().forEach((IntConsumer) number -> touch(held, before, known(held.identity(number)), CidrList.EMPTY));
        EachMember touch = (high, low, code) -> dirt.touch(held, before, new Spot(high, low, code));
        turn.added().forEach(member -> Expansion.tell(member, touch));
        turn.removed().forEach(member -> Expansion.tell(member, touch));
    }

    /// Notes where two states of a set differ. Memory: one of them, in numbers.
    ///
    /// @param table of nobody else's; used again for each set
    private void compare(HeldMembers before, HeldMembers after, SetId id, MemberTable table) {
        table.clear();
        before.forEach((high, low, code) -> table.put(high, low, code, GONE));
        after.forEach((high, low, code) -> {
            byte word = table.word(high, low, code, NEW);
            table.put(high, low, code, word == GONE ? STAYS : word);
        });
        table.forEach((high, low, code, word) -> {
            if (word != STAYS) {
                dirt(id).know(new Spot(high, low, code), word == GONE);
            }
        });
    }

    private Map<SetId, SetPlan> setPlans(Holdings held, boolean isWanted) {
        var plans = new HashMap<SetId, SetPlan>();
        sets.forEach((id, dirt) -> {
            var set = held.set(id);
            if (set == null) {
                plans.put(id, new SetPlan.Delete());
            } else if (dirt.isWhole()) {
                plans.put(id, new SetPlan.Whole(set.definition(), HeldMembers.of(held, set)));
            } else {
                dirt.change(held, set, isWanted).ifPresent(change -> plans.put(id, change));
            }
        });
        return plans;
    }

    private static <K, V> Changes<K, V> changes(Collection<K> names, Function<K, @Nullable V> held) {
        var put = new HashMap<K, V>();
        var gone = new HashSet<K>();
        for (var name : names) {
            var value = held.apply(name);
            if (value == null) {
                gone.add(name);
            } else {
                put.put(name, value);
            }
        }
        return new Changes<>(put, gone);
    }

    private static <K, V> void differ(
            Set<K> names, Set<K> all, Function<K, @Nullable V> before, Function<K, @Nullable V> after) {
        all.stream()
                .filter(name -> !Objects.equals(before.apply(name), after.apply(name)))
                .forEach(names::add);
    }

    private static <K> Set<K> union(Set<K> some, Set<K> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static HeldIdentity known(@Nullable HeldIdentity identity) {
        if (identity == null) {
            throw new IllegalStateException("a set means an identity that is not there");
        }
        return identity;
    }
}
