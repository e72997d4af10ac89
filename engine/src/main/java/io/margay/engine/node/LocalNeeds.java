package io.margay.engine.node;

import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedPolicy;
import io.margay.engine.transaction.SharedProfile;
import io.margay.index.intern.HashTrie;
import io.margay.index.intern.Numbered;
import io.margay.index.intern.Sorted;
import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Shared;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What the endpoints of a node need together, kept up as their rule sets are made and go.
///
/// Layout: policies, profiles and sets, each with how often it is needed. Cost: of a rule set, the policies in
/// which it differs from the one before; of a catalogue with other policies or profiles, a look at each of them
/// here; of [#needs()], one walk over what changed in kind.
final class LocalNeeds {
    private static final class Uses<T> {
        private T value;
        private int count;

        private Uses(T value) {
            this.value = value;
        }
    }

    private final TreeMap<ResourceKey, Shared> endpoints = new TreeMap<>();
    private final TreeMap<Integer, Uses<SharedPolicy>> policies = new TreeMap<>();
    private final TreeMap<String, Uses<SharedProfile>> profiles = new TreeMap<>();
    private final Map<Integer, Uses<Integer>> sets = new HashMap<>();
    private Ints everywhere = Ints.NONE;
    private @Nullable Numbered<SharedPolicy> knownPolicies;
    private @Nullable HashTrie<String, SharedProfile> knownProfiles;
    private Needs last = Needs.NOTHING;
    private boolean endpointsDiffer;
    private boolean policiesDiffer;
    private boolean profilesDiffer;
    private boolean setsDiffer;

    /// A view has another catalogue: takes its policies and profiles on. The policies that are others, or no more;
    /// such a one stays as it was while an endpoint needs it.
    @SuppressWarnings("ReferenceEquality") // where any changed, all together are another object
    Set<Integer> renewed(ShardView view) {
        var changed = view.policies() == knownPolicies ? Set.<Integer>of() : renewedPolicies(view);
        if (view.profiles() != knownProfiles) {
            renewProfiles(view);
        }
        knownPolicies = view.policies();
        knownProfiles = view.profiles();
        moved(everywhere, view.everywhere(), view);
        everywhere = view.everywhere();
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // a policy that changed is another object
    private Set<Integer> renewedPolicies(ShardView view) {
        var changed = new HashSet<Integer>();
        policies.forEach((number, uses) -> {
            var now = view.policies().get(number);
            if (now != uses.value) {
                changed.add(number);
                replace(uses, now);
            }
        });
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // a profile that changed is another object
    private void renewProfiles(ShardView view) {
        profiles.forEach((name, uses) -> {
            var now = view.profile(name);
            if (now != uses.value) {
                profilesDiffer |= !now.equals(uses.value);
                acquireSets(now.sets());
                releaseSets(uses.value.sets());
                uses.value = now;
            }
        });
    }

    /// An endpoint has another rule set than before (null: none).
    void made(@Nullable RuleSetMade before, RuleSetMade now, ShardView view) {
        moved(before == null ? Ints.NONE : before.active(), now.active(), view);
        var profilesBefore = before == null ? List.<String>of() : profiles(before);
        if (!profilesBefore.equals(profiles(now))) {
            profiles(now).forEach(name -> acquireProfile(name, view));
            profilesBefore.forEach(this::releaseProfile);
        }
        endpoints.put(now.endpoint(), now.contents());
        endpointsDiffer = true;
    }

    /// An endpoint with this rule set is gone.
    void removed(RuleSetMade made) {
        made.active().forEach(this::releasePolicy);
        profiles(made).forEach(this::releaseProfile);
        endpoints.remove(made.endpoint());
        endpointsDiffer = true;
    }

    /// Forgets everything.
    void clear() {
        endpoints.clear();
        policies.clear();
        profiles.clear();
        sets.clear();
        everywhere = Ints.NONE;
        knownPolicies = null;
        knownProfiles = null;
        endpointsDiffer = true;
        policiesDiffer = true;
        profilesDiffer = true;
        setsDiffer = true;
    }

    /// What all need now.
    Needs needs() {
        last = new Needs(
                endpointsDiffer ? Sorted.of(endpoints) : last.endpoints(),
                policiesDiffer ? Sorted.of(values(policies)) : last.policies(),
                profilesDiffer ? Sorted.of(values(profiles)) : last.profiles(),
                setsDiffer ? numbers() : last.sets());
        endpointsDiffer = false;
        policiesDiffer = false;
        profilesDiffer = false;
        setsDiffer = false;
        return last;
    }

    private RoaringBitmap numbers() {
        var numbers = new RoaringBitmap();
        sets.keySet().forEach(numbers::add);
        return numbers.equals(last.sets()) ? last.sets() : numbers;
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> values(Map<K, Uses<V>> uses) {
        var values = new TreeMap<K, V>();
        uses.forEach((key, each) -> values.put(key, each.value));
        return values;
    }

    private static List<String> profiles(RuleSetMade made) {
        return made.contents().part() instanceof EndpointContents endpoint
                ? endpoint.ruleSet().profiles()
                : List.of();
    }

    /// What two lists have in common at their begin and end stays as it is.
    private void moved(Ints before, Ints now, ShardView view) {
        int least = Math.min(before.size(), now.size());
        int same = 0;
        while (same < least && before.get(same) == now.get(same)) {
            same++;
        }
        int tail = 0;
        while (tail < least - same && before.get(before.size() - 1 - tail) == now.get(now.size() - 1 - tail)) {
            tail++;
        }
        for (int i = same; i < now.size() - tail; i++) {
            acquirePolicy(now.get(i), view);
        }
        for (int i = same; i < before.size() - tail; i++) {
            releasePolicy(before.get(i));
        }
    }

    private void replace(Uses<SharedPolicy> uses, @Nullable SharedPolicy now) {
        if (now != null) {
            acquireSets(now.sets());
            releaseSets(uses.value.sets());
            uses.value = now;
            policiesDiffer = true;
        }
    }

    private void acquirePolicy(int number, ShardView view) {
        var uses = policies.get(number);
        if (uses == null) {
            uses = new Uses<>(view.policy(number));
            policies.put(number, uses);
            acquireSets(uses.value.sets());
            policiesDiffer = true;
        }
        uses.count++;
    }

    private void releasePolicy(int number) {
        var uses = policies.get(number);
        if (uses != null && --uses.count == 0) {
            policies.remove(number);
            releaseSets(uses.value.sets());
            policiesDiffer = true;
        }
    }

    private void acquireProfile(String name, ShardView view) {
        var uses = profiles.get(name);
        if (uses == null) {
            uses = new Uses<>(view.profile(name));
            profiles.put(name, uses);
            acquireSets(uses.value.sets());
            profilesDiffer = true;
        }
        uses.count++;
    }

    private void releaseProfile(String name) {
        var uses = profiles.get(name);
        if (uses != null && --uses.count == 0) {
            profiles.remove(name);
            releaseSets(uses.value.sets());
            profilesDiffer = true;
        }
    }

    private void acquireSets(Ints numbers) {
        numbers.forEach(number -> {
            var uses = sets.computeIfAbsent(number, _ -> new Uses<>(number));
            setsDiffer |= uses.count++ == 0;
        });
    }

    private void releaseSets(Ints numbers) {
        numbers.forEach(number -> {
            var uses = sets.get(number);
            if (uses != null && --uses.count == 0) {
                sets.remove(number);
                setsDiffer = true;
            }
        });
    }
}
