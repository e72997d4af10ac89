package io.margay.engine.catalog;

import io.margay.index.Fingerprint;
import io.margay.index.intern.HashTrie;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every policy, tier and profile, compiled. Immutable; the same inputs give the same catalog, in whatever order and
/// by whatever steps.
///
/// What is named and does not exist has a stand-in: an unknown tier comes last and denies, a missing profile denies.
///
/// Cost: a changed catalog ([#edit()]) shares all that did not change. What is made of many policies (`tiers`,
/// `notices`) is made when first asked for and kept. Of two threads that ask at once both make it, and make the same:
/// so nothing waits, and which of them is kept does not show.
public final class Catalog {
    /// The namespace of what has none.
    private static final String CLUSTER = "";

    private static final Catalog EMPTY =
            new Catalog(HashTrie.empty(), Policies.NONE, Tiers.BUILT_IN, Profiles.BUILT_IN);

    final HashTrie<ResourceKey, Resource> resources;
    final Policies policies;
    final Tiers tiers;
    final Profiles profiles;
    private volatile HashTrie<String, List<TierRules>> byNamespace = HashTrie.empty();
    private volatile @Nullable List<TierRules> all;
    private volatile @Nullable List<Notice> notices;

    Catalog(HashTrie<ResourceKey, Resource> resources, Policies policies, Tiers tiers, Profiles profiles) {
        this.resources = resources;
        this.policies = policies;
        this.tiers = tiers;
        this.profiles = profiles;
    }

    /// The catalog of all resources; of those kinds that are no business of it, it takes only the names.
    ///
    /// Cost: linear in resources.
    public static Catalog of(Collection<? extends Resource> resources) {
        var editor = EMPTY.edit();
        resources.forEach(editor::put);
        return editor.done().catalog();
    }

    /// Starts a changed copy.
    public CatalogEditor edit() {
        return new CatalogEditor(this);
    }

    /// This catalog, with what another has already made and what did not change since.
    Catalog knowing(Catalog before, CatalogChange change) {
        var cluster = change.policies().stream().anyMatch(key -> key.namespace().equals(CLUSTER));
        if (!change.tiers() && !cluster) {
            var known = before.byNamespace;
            for (var key : change.policies()) {
                known = known.without(key.namespace());
            }
            byNamespace = known;
        }
        return this;
    }

    /// All tiers, in order, each with all its policies, in order; staged ones among them.
    ///
    /// Cost: the first time a walk over all policies and their sorting.
    public List<TierRules> tiers() {
        var known = all;
        if (known == null) {
            known = tiers.filled(policies.all());
            all = known;
        }
        return known;
    }

    /// All tiers, in order, with the policies that can be for what is in this namespace (`` for what is in none).
    ///
    /// Cost: the first time a walk over those policies and their sorting.
    public List<TierRules> tiers(String namespace) {
        var known = byNamespace.get(namespace);
        if (known != null) {
            return known;
        }
        var own = policies.in(namespace);
        if (own.isEmpty() && !namespace.equals(CLUSTER)) {
            return tiers(CLUSTER);
        }
        var made = namespace.equals(CLUSTER) ? tiers.filled(own) : Tiers.filled(tiers(CLUSTER), own);
        byNamespace = byNamespace.with(namespace, made);
        return made;
    }

    /// A tier that exists or that policies name, without its policies.
    public Optional<TierRules> tier(String name) {
        return tiers.get(name);
    }

    /// The order in which policies are asked: tier by tier, then as they stand in their tier. Of policies that are not
    /// in this catalog, too; their tiers, if unknown, come last. Cheap: no policy is looked up.
    public Comparator<PolicyRules> evaluationOrder() {
        return tiers::compare;
    }

    /// A policy, compiled; empty where there is none, and for a staged one that stages a deletion.
    public Optional<PolicyRules> policy(ResourceKey key) {
        var policy = policies.get(key);
        return policy == null ? Optional.empty() : Optional.of(policy.rules());
    }

    /// The keys of all labels that a policy's selectors mention, with the prefixes of inherited ones; none where there
    /// is no such policy.
    public Set<String> labelKeys(ResourceKey policy) {
        var compiled = policies.get(policy);
        return compiled == null ? Set.of() : compiled.labelKeys();
    }

    /// The keys of all labels that the selectors in a profile's rules mention; none where there is no such profile.
    public Set<String> labelKeys(String profile) {
        var entry = profiles.get(profile);
        return entry == null ? Set.of() : entry.labelKeys();
    }

    /// The rules of a profile; for one that does not exist, a stand-in that denies.
    public ProfileRules profile(String name) {
        var entry = profiles.get(name);
        return entry == null ? ProfileRules.missing(name) : entry.rules();
    }

    /// All labels that selectors see of a fingerprint: its own, then those of its profiles, in their order.
    ///
    /// Cost: one lookup for each of its profiles, now; none when labels are asked for.
    public LabelLookup labels(Fingerprint fingerprint) {
        LabelLookup labels = fingerprint.labels();
        for (var profile : fingerprint.profiles()) {
            var entry = profiles.get(profile);
            if (entry != null && !entry.labels().isEmpty()) {
                labels = new InheritedLabels(labels, entry.labels());
            }
        }
        return labels;
    }

    /// Warnings: what is named and does not exist, what cannot be enforced.
    ///
    /// Cost: the first time a walk over all resources and their sorting.
    public List<Notice> notices() {
        var known = notices;
        if (known == null) {
            var inputs = new ArrayList<Resource>();
            resources.forEach((_, resource) -> inputs.add(resource));
            known = References.check(Inputs.of(inputs), this);
            notices = known;
        }
        return known;
    }
}
