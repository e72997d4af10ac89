package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.index.intern.HashTrie;
import io.margay.index.intern.Numbered;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every policy of the catalogue under a number, and numbers for the sets that policies and profiles name.
///
/// Cost: of each policy and profile that changed, its rules; nothing for those that did not.
final class PolicyTable {
    /// A policy that was and one that is under the same number.
    record Replaced(SharedPolicy old, SharedPolicy now) {
        boolean movesOrMeansOther() {
            return !old.rules().subject().equals(now.rules().subject())
                    || !old.rules().tier().equals(now.rules().tier())
                    || !old.rules().order().equals(now.rules().order())
                    || !old.rules().tieBreak().equals(now.rules().tieBreak());
        }
    }

    /// What a catalogue has that the one before had not, and the other way round.
    record Difference(List<SharedPolicy> came, List<Replaced> replaced, List<SharedPolicy> gone) {
        static final Difference NONE = new Difference(List.of(), List.of(), List.of());

        boolean touchesEverywhere() {
            return came.stream().anyMatch(it -> it.rules().everywhere())
                    || gone.stream().anyMatch(it -> it.rules().everywhere())
                    || replaced.stream()
                            .anyMatch(it -> it.old.rules().everywhere()
                                    || it.now.rules().everywhere());
        }

        boolean isEmpty() {
            return came.isEmpty() && replaced.isEmpty() && gone.isEmpty();
        }
    }

    private final SetNumbers names = new SetNumbers();
    private final Map<ResourceKey, SharedPolicy> byKey = new HashMap<>();
    private final TreeSet<Integer> everywhere = new TreeSet<>();
    private Numbered<SharedPolicy> byNumber = Numbered.empty();
    private HashTrie<String, SharedProfile> profiles = HashTrie.empty();
    private int next;

    /// Takes a catalogue on; how it differs from the one before. Numbers are given in the order of the keys.
    Difference advanced(Catalog catalog, CatalogChange change) {
        var difference = new Difference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var editor = byNumber.edit();
        var keys = change.policies().toArray(ResourceKey[]::new);
        Arrays.sort(keys);
        for (var key : keys) {
            replace(key, catalog.policy(key).orElse(null), difference);
        }
        difference.came.forEach(it -> editor.set(it.number(), it));
        difference.replaced.forEach(it -> editor.set(it.now.number(), it.now));
        difference.gone.forEach(it -> editor.set(it.number(), null));
        byNumber = difference.isEmpty() ? byNumber : editor.done();
        profiles(change.profiles(), catalog);
        return difference;
    }

    /// All policies, by number.
    Numbered<SharedPolicy> policies() {
        return byNumber;
    }

    /// The numbers of policies that each host gets.
    Ints everywhere() {
        return Ints.of(everywhere.stream().mapToInt(Integer::intValue).toArray());
    }

    /// All profiles that exist, by name.
    HashTrie<String, SharedProfile> profiles() {
        return profiles;
    }

    /// Numbers of sets.
    SetNumbers names() {
        return names;
    }

    private void replace(ResourceKey key, @Nullable PolicyRules rules, Difference difference) {
        var old = byKey.get(key);
        if (rules == null) {
            if (old != null) {
                byKey.remove(key);
                everywhere.remove(old.number());
                names.release(old.sets());
                difference.gone.add(old);
            }
            return;
        }
        if (old != null && old.rules().equals(rules)) {
            return;
        }
        var now = SharedPolicy.of(old == null ? next++ : old.number(), rules, names.acquire(NamedSets.of(rules)));
        byKey.put(key, now);
        if (rules.everywhere()) {
            everywhere.add(now.number());
        } else {
            everywhere.remove(now.number());
        }
        if (old == null) {
            difference.came.add(now);
        } else {
            names.release(old.sets());
            difference.replaced.add(new Replaced(old, now));
        }
    }

    private void profiles(Set<String> changed, Catalog catalog) {
        var came = new HashMap<String, SharedProfile>();
        for (var name : new TreeSet<>(changed)) {
            var rules = catalog.profile(name);
            var old = profiles.get(name);
            if (old == null || !old.rules().equals(rules)) {
                came.put(name, SharedProfile.of(rules, names.acquire(NamedSets.of(rules))));
            }
            if (came.containsKey(name) && old != null) {
                names.release(old.sets());
            }
        }
        for (var name : changed) {
            profiles = catalog.profile(name).known() ? profiles : profiles.without(name);
        }
        came.values().removeIf(profile -> !profile.rules().known());
        profiles = profiles.withAll(came);
    }
}
