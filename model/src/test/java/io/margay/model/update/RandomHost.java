package io.margay.model.update;

import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Order;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.selector.Selector;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.NumberedTier;
import io.margay.model.update.Part.PolicyContents;
import io.margay.model.update.Part.ProfileContents;
import io.margay.model.update.Part.SetContents;
import io.margay.model.update.PlainHost.PlainIdentity;
import io.margay.model.update.RandomShard.InUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.roaringbitmap.RoaringBitmap;

/// A host with random needs: what it is told of a random shard, and what it then holds.
final class RandomHost {
    private final RandomGenerator random;
    private final RandomShard shard;
    /// The sets that it has, by the place of their definition.
    private final TreeMap<Integer, InUse> sets = new TreeMap<>();
    private final TreeMap<Integer, PolicyRules> policies = new TreeMap<>();
    private int lastPolicy;
    private TreeSet<Integer> known = new TreeSet<>();
    private boolean all;
    private long revision;
    private PlainHost should = PlainHost.empty();

    RandomHost(RandomGenerator random) {
        this.random = random;
        this.shard = new RandomShard(random);
    }

    /// What it holds after the last update, as its writers see it.
    PlainHost should() {
        return should;
    }

    /// What it is told next.
    Update next() {
        var parts = new ArrayList<Part>();
        for (int i = random.nextInt(8); i > 0; i--) {
            parts.add(shard.step());
        }
        long base = random.nextInt(10) == 0 ? 0 : revision;
        boolean allBefore = all;
        all = random.nextInt(6) == 0 ? !all : all;
        if (base == 0) {
            forget();
        }
        var gone = new TreeSet<Integer>();
        var taken = take(gone);
        identities(taken, all && (base == 0 || !allBefore), parts);
        taken.forEach(set -> parts.add(contents(set)));
        parts.addAll(policies());
        should = PlainHost.empty();
        describe();
        parts.add(endpoint());
        var profile = new ProfileRules("p" + random.nextInt(2), true, List.of(), List.of());
        should.profiles().put(profile.name(), profile);
        parts.add(new ProfileContents(profile));
        var otherProfiles = List.of("p0", "p1").stream()
                .filter(each -> !each.equals(profile.name()))
                .toList();
        var goneEndpoints = List.of(key(0), key(1)).stream()
                .filter(each -> !should.endpoints().containsKey(each))
                .toList();
        parts.add(new Part.Gone(numbers(gone), forgottenPolicies(), otherProfiles, goneEndpoints));
        return new Update(
                "n1", 7, base, ++revision, all, parts.stream().map(Shared::of).toList());
    }

    private void forget() {
        sets.clear();
        policies.clear();
        known.clear();
    }

    /// Changes which sets the host has.
    private List<InUse> take(Set<Integer> gone) {
        var taken = new ArrayList<InUse>();
        for (int place = 0; place < RandomShard.DEFINITIONS; place++) {
            var has = sets.get(place);
            var now = shard.set(place);
            boolean wanted = (has != null) != (random.nextInt(5) == 0);
            if (has != null && (!wanted || has.number() != now.number())) {
                sets.remove(place);
                gone.add(has.number());
            }
            if (wanted && !sets.containsKey(place)) {
                sets.put(place, now);
                taken.add(now);
            }
        }
        return taken;
    }

    /// Those that it may not know, and some that it knows or that nobody asked for.
    private void identities(List<InUse> taken, boolean everything, List<Part> parts) {
        var numbers = new TreeSet<Integer>();
        taken.forEach(set -> numbers.addAll(set.identities()));
        numbers.removeIf(number -> known.contains(number) && random.nextBoolean());
        shard.identities.values().stream()
                .filter(each -> (everything && !each.addresses().isEmpty()) || random.nextInt(10) == 0)
                .forEach(each -> numbers.add(each.identity()));
        parts.add(new Identities(numbers.stream().map(shard::identity).toList()));
    }

    private static SetContents contents(InUse set) {
        var numbers = new RoaringBitmap();
        set.identities().forEach(numbers::add);
        return new SetContents(set.number(), set.definition(), numbers, List.copyOf(set.members()));
    }

    private List<PolicyContents> policies() {
        var parts = new ArrayList<PolicyContents>();
        for (int i = random.nextInt(3); i > 0 || policies.isEmpty(); i--) {
            var rules = policy(key(random.nextInt(4)), "t" + random.nextInt(3));
            var number = policies.entrySet().stream()
                    .filter(each -> each.getValue().key().equals(rules.key()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            number.filter(_ -> random.nextBoolean()).ifPresent(policies::remove);
            int now = number.filter(policies::containsKey).orElseGet(() -> ++lastPolicy);
            policies.put(now, rules);
            parts.add(new PolicyContents(now, rules));
        }
        if (policies.size() > 3) {
            policies.remove(policies.firstKey());
        }
        return parts;
    }

    private Ints forgottenPolicies() {
        var gone = new TreeSet<Integer>();
        for (int number = 1; number <= lastPolicy; number++) {
            if (!policies.containsKey(number)) {
                gone.add(number);
            }
        }
        return numbers(gone);
    }

    private void describe() {
        for (var set : sets.values()) {
            var meant = should.sets().computeIfAbsent(set.definition().id(), _ -> new HashSet<>());
            set.identities().forEach(number -> meant.add(new OfIdentity(number)));
            meant.addAll(set.members());
            set.identities().forEach(number -> should.identities().put(number, plain(shard.identity(number))));
        }
        policies.values().forEach(each -> should.policies().put(each.key(), each));
        known = new TreeSet<>(should.identities().keySet());
        shard.identities.values().stream()
                .filter(each -> all && !each.addresses().isEmpty())
                .forEach(each -> known.add(each.identity()));
    }

    private EndpointContents endpoint() {
        var numbers =
                policies.keySet().stream().filter(_ -> random.nextBoolean()).toList();
        var keys = policies.entrySet().stream()
                .filter(each -> numbers.contains(each.getKey()))
                .map(each -> each.getValue().key())
                .toList();
        var bare = ruleSet(key(random.nextInt(2)), List.of());
        var tier = new NumberedTier("t", Action.DENY, numbers(numbers), Ints.NONE);
        var whole = ruleSet(bare.endpoint(), List.of(new TierPolicies("t", Action.DENY, keys, List.of())));
        should.endpoints().put(whole.endpoint(), whole);
        return new EndpointContents(bare, List.of(), List.of(), List.of(), List.of(tier));
    }

    private static Ints numbers(Iterable<Integer> numbers) {
        var bitmap = new RoaringBitmap();
        numbers.forEach(bitmap::add);
        return Ints.of(bitmap.toArray());
    }

    private static PlainIdentity plain(IdentityContents identity) {
        return new PlainIdentity(identity.ports(), new HashSet<>(identity.addresses()));
    }

    private static ResourceKey key(int number) {
        return new ResourceKey(Kind.NETWORK_POLICY, "shop", "x" + number);
    }

    private static RuleSet ruleSet(ResourceKey key, List<TierPolicies> normal) {
        return new RuleSet(key, 0, "eth0", List.of(), "", List.of(), List.of(), List.of(), normal, List.of());
    }

    private static PolicyRules policy(ResourceKey key, String tier) {
        return new PolicyRules(
                key,
                tier,
                Order.LAST,
                "",
                new Selector.All(),
                true,
                true,
                PolicyRules.Stage.NORMAL,
                false,
                false,
                false,
                List.of(),
                List.of(),
                Where.NOWHERE);
    }
}
