package io.margay.engine.node;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedPolicy;
import io.margay.engine.transaction.SharedProfile;
import io.margay.index.intern.ByKey;
import io.margay.index.intern.HashTrie;
import io.margay.index.intern.IntCounts;
import io.margay.index.intern.Sorted;
import io.margay.index.intern.UsedByNumber;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.TierRules;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What the endpoints of a node need together, kept up as their rule sets are made and go.
///
/// Layout: policies and sets as arrays by number, profiles by name, each with how often it is needed. Cost: of a rule
/// set, the policies in which it differs from the one before; of a catalogue, a look at each policy and profile here;
/// of
/// [#needs], one walk over what changed in kind.
final class LocalNeeds {
    private static final class Profile {
        private final String name;
        private SharedProfile shared;
        private int uses;

        private Profile(String name, SharedProfile shared) {
            this.name = name;
            this.shared = shared;
        }
    }

    private final UsedByNumber<SharedPolicy> policies = new UsedByNumber<>();
    private final ByKey<String, Profile> profiles = new ByKey<>(profile -> profile.name);
    private final IntCounts sets = new IntCounts();
    private Ints everywhere = Ints.NONE;
    private Needs last = Needs.NOTHING;
    private boolean endpointsDiffer;
    private boolean policiesDiffer;
    private boolean profilesDiffer;
    /// The profiles that came or went since it was last said what all need, perhaps more than once.
    private final List<String> touched = new ArrayList<>();
    /// The profiles that exist, as those here were last compared with them.
    private @Nullable HashTrie<String, SharedProfile> known;
    private boolean setsDiffer;

    /// A view has another catalogue: takes its policies and profiles on. The policies that are others, or no more; such
    /// a one stays as it was while an endpoint needs it.
    @SuppressWarnings("ReferenceEquality") // a policy that changed is another object
    Set<Integer> renewed(ShardView view) {
        var changed = new HashSet<Integer>();
        for (int at = 0; at < policies.size(); at++) {
            var now = view.policies().get(policies.number(at));
            if (now != policies.value(at)) {
                changed.add(policies.number(at));
                replace(at, now);
            }
        }
        if (known != view.profiles()) {
            known = view.profiles();
            profiles.forEach(profile -> renew(profile, view.profile(profile.name)));
        }
        moved(everywhere, view.everywhere(), view);
        everywhere = view.everywhere();
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // a profile that is the same is most often the same object
    private void renew(Profile profile, SharedProfile now) {
        if (now != profile.shared) {
            profilesDiffer |= !now.equals(profile.shared);
            acquireSets(now.sets());
            releaseSets(profile.shared.sets());
            profile.shared = now;
        }
    }

    /// Adds the policies here whose tier has another default action than it had, to those that are others.
    void addThoseInOtherTiers(Catalog before, Catalog now, Set<Integer> changed) {
        var differs = new HashMap<String, Boolean>();
        for (int at = 0; at < policies.size(); at++) {
            boolean isOther = differs.computeIfAbsent(
                    policies.value(at).rules().tier(),
                    tier -> !defaultAction(tier, before).equals(defaultAction(tier, now)));
            if (isOther) {
                changed.add(policies.number(at));
            }
        }
    }

    private static Optional<Action> defaultAction(String tier, Catalog in) {
        return in.tier(tier).map(TierRules::defaultAction);
    }

    /// An endpoint has another rule set than before (null: none).
    void made(@Nullable RuleSetMade before, RuleSetMade now, ShardView view) {
        moved(before == null ? Ints.NONE : before.active(), now.active(), view);
        var profilesBefore = before == null ? List.<String>of() : profiles(before);
        if (!profilesBefore.equals(profiles(now))) {
            for (var name : profiles(now)) {
                acquireProfile(name, view);
            }
            profilesBefore.forEach(this::releaseProfile);
        }
        endpointsDiffer = true;
    }

    /// An endpoint with this rule set is gone.
    void removed(RuleSetMade made) {
        made.active().forEach(this::releasePolicy);
        profiles(made).forEach(this::releaseProfile);
        endpointsDiffer = true;
    }

    /// Forgets everything.
    void clear() {
        touched.addAll(last.profiles().keys());
        policies.clear();
        profiles.clear();
        sets.clear();
        everywhere = Ints.NONE;
        endpointsDiffer = true;
        policiesDiffer = true;
        setsDiffer = true;
        known = null;
    }

    /// What all need now.
    ///
    /// @param endpoints what the host is told of each that has a rule set; asked only where that may have changed
    Needs needs(Supplier<Sorted<ResourceKey, Shared>> endpoints) {
        last = new Needs(
                endpointsDiffer ? endpoints.get() : last.endpoints(),
                policiesDiffer ? policies.sorted() : last.policies(),
                profiles(),
                setsDiffer ? numbers() : last.sets());
        endpointsDiffer = false;
        policiesDiffer = false;
        profilesDiffer = false;
        touched.clear();
        setsDiffer = false;
        return last;
    }

    private RoaringBitmap numbers() {
        var numbers = new RoaringBitmap();
        sets.forEach(numbers::add);
        return numbers.equals(last.sets()) ? last.sets() : numbers;
    }

    private Sorted<String, SharedProfile> profiles() {
        var named = touched.isEmpty() ? last.profiles() : last.profiles().with(new TreeSet<>(touched), this::shared);
        return profilesDiffer ? named.with(name -> Objects.requireNonNull(shared(name))) : named;
    }

    private @Nullable SharedProfile shared(String name) {
        var profile = profiles.get(name);
        return profile == null ? null : profile.shared;
    }

    private static List<String> profiles(RuleSetMade made) {
        return made.contents().part() instanceof EndpointContents endpoint
                ? endpoint.ruleSet().profiles()
                : List.of();
    }

    /// What two lists have in common at their begin and end stays as it is.
    private void moved(Ints before, Ints now, ShardView view) {
        int same = before.sameAtBegin(now);
        int tail = before.sameAtEnd(now, same);
        for (int i = same; i < now.size() - tail; i++) {
            acquirePolicy(now.get(i), view);
        }
        for (int i = same; i < before.size() - tail; i++) {
            releasePolicy(before.get(i));
        }
    }

    private void replace(int at, @Nullable SharedPolicy now) {
        if (now != null) {
            acquireSets(now.sets());
            releaseSets(policies.value(at).sets());
            policies.replace(at, now);
            policiesDiffer = true;
        }
    }

    private void acquirePolicy(int number, ShardView view) {
        if (!policies.acquire(number)) {
            var came = view.policy(number);
            policies.add(number, came);
            acquireSets(came.sets());
            policiesDiffer = true;
        }
    }

    private void releasePolicy(int number) {
        var gone = policies.release(number);
        if (gone != null) {
            releaseSets(gone.sets());
            policiesDiffer = true;
        }
    }

    private void acquireProfile(String name, ShardView view) {
        var profile = profiles.get(name);
        if (profile == null) {
            profile = new Profile(name, view.profile(name));
            profiles.put(profile);
            acquireSets(profile.shared.sets());
            touched.add(name);
        }
        profile.uses++;
    }

    private void releaseProfile(String name) {
        var profile = profiles.get(name);
        if (profile != null && --profile.uses == 0) {
            profiles.remove(name);
            releaseSets(profile.shared.sets());
            touched.add(name);
        }
    }

    private void acquireSets(Ints numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            setsDiffer |= sets.add(numbers.get(i));
        }
    }

    private void releaseSets(Ints numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            setsDiffer |= sets.remove(numbers.get(i));
        }
    }
}
