package io.margay.model.update;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// All that a host was told, at one revision. Changed by [Draft] alone.
public final class Holdings {
    /// A policy with its number.
    record HeldPolicy(int number, PolicyRules rules) {}

    final IntTable<HeldIdentity> identities = new IntTable<>();
    /// Identities that no set means.
    final RoaringBitmap unmeant = new RoaringBitmap();

    final Map<Integer, HeldSet> sets = new HashMap<>();
    final Map<SetId, HeldSet> setsById = new HashMap<>();
    final Map<Integer, ResourceKey> policyKeys = new HashMap<>();
    final Map<ResourceKey, HeldPolicy> policies = new HashMap<>();
    final Map<String, ProfileRules> profiles = new HashMap<>();
    final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
    private final Holders holders = new Holders();

    Holdings() {}

    /// The identity of this number; null where it is not known.
    public @Nullable HeldIdentity identity(int number) {
        return identities.get(number);
    }

    /// One that is known.
    HeldIdentity known(int number) {
        var identity = identities.get(number);
        if (identity == null) {
            throw new IllegalStateException("identity " + number + " is not there");
        }
        return identity;
    }

    /// The set of this name; null where the host has none.
    public @Nullable HeldSet set(SetId id) {
        return setsById.get(id);
    }

    /// All sets.
    public Collection<HeldSet> sets() {
        return Collections.unmodifiableCollection(setsById.values());
    }

    /// Tells the sets that mean an identity. Cost: those.
    public void forEachSet(HeldIdentity identity, Consumer<HeldSet> consumer) {
        for (int i = 0; i < identity.meanings(); i++) {
            var set = sets.get(identity.set(i));
            if (set == null) {
                throw new IllegalStateException("set " + identity.set(i) + " is not there");
            }
            consumer.accept(set);
        }
    }

    /// Whether any identity that holds just this prefix is such, by its number.
    ///
    /// @param head as of [CidrList]
    public boolean anyHolder(long high, long low, int head, IntPredicate isSuch) {
        return holders.any(high, low, head, number -> {
            var identity = identities.get(number);
            return identity != null && identity.addresses().contains(high, low, head) && isSuch.test(number);
        });
    }

    /// The policy of this name; null where the host has none.
    public @Nullable PolicyRules policy(ResourceKey key) {
        var policy = policies.get(key);
        return policy == null ? null : policy.rules();
    }

    /// All policies, as they are now. Cost: a map.
    public Map<ResourceKey, PolicyRules> rulesOfPolicies() {
        var rules = new HashMap<ResourceKey, PolicyRules>();
        policies.forEach((key, policy) -> rules.put(key, policy.rules()));
        return rules;
    }

    /// The names of all policies.
    public Set<ResourceKey> policies() {
        return Collections.unmodifiableSet(policies.keySet());
    }

    /// All profiles.
    public Map<String, ProfileRules> profiles() {
        return Collections.unmodifiableMap(profiles);
    }

    /// All rule sets.
    public Map<ResourceKey, RuleSet> endpoints() {
        return Collections.unmodifiableMap(endpoints);
    }

    /// Puts an identity, in the place of the one of this number.
    void put(int number, HeldIdentity identity) {
        var known = identities.put(number, identity);
        if (known != null) {
            identity.succeed(known);
            holders.remove(number, known.addresses());
        }
        holders.add(number, identity.addresses());
    }

    void removeIdentity(int number) {
        var known = identities.get(number);
        if (known != null) {
            identities.remove(number);
            holders.remove(number, known.addresses());
        }
    }

    /// Tells the numbers of all identities, in order.
    void forEachIdentity(IntConsumer consumer) {
        for (int number : identities.sortedKeys()) {
            consumer.accept(number);
        }
    }
}
