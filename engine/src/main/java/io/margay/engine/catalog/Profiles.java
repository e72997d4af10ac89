package io.margay.engine.catalog;

import io.margay.engine.identity.WellKnown;
import io.margay.index.intern.HashTrie;
import io.margay.model.label.Labels;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Limit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Profiles by name: those that users write, one for each namespace (allows all) and service account (no rules), and
/// `projectcalico-default-allow`. Immutable. Cost: a changed copy shares all but the way to the profile.
///
/// Source: `docs/semantics.md`, "Profiles".
final class Profiles {
    /// A profile.
    ///
    /// @param labels that it hands down
    /// @param labelKeys that the selectors in its rules mention
    record Entry(Labels labels, ProfileRules rules, Set<String> labelKeys) {
        private Entry(Labels labels, ProfileRules rules) {
            this(labels, rules, LabelKeys.of(rules));
        }
    }

    private static final String DEFAULT_ALLOW = "projectcalico-default-allow";
    private static final Where BUILT_IN_RULE = new Where("built-in", 0);
    private static final Entry DEFAULT = new Entry(Labels.EMPTY, allowAll(DEFAULT_ALLOW));

    /// Those that are there without anybody's doing.
    static final Profiles BUILT_IN =
            new Profiles(HashTrie.<String, Entry>empty().with(DEFAULT_ALLOW, DEFAULT));

    private final HashTrie<String, Entry> byName;

    private Profiles(HashTrie<String, Entry> byName) {
        this.byName = byName;
    }

    /// The name of the profile that a resource is, if it is one.
    static Optional<String> name(ResourceKey key) {
        return switch (key.kind()) {
            case NAMESPACE -> Optional.of(WellKnown.namespaceProfile(key.name()));
            case SERVICE_ACCOUNT -> Optional.of(WellKnown.serviceAccountProfile(key.namespace(), key.name()));
            case PROFILE -> Optional.of(key.name());
            case POD, NODE, SERVICE, ENDPOINT_SLICE, NETWORK_SET, GLOBAL_NETWORK_SET -> Optional.empty();
            case HOST_ENDPOINT, WORKLOAD_ENDPOINT, TIER, KUBERNETES_NETWORK_POLICY -> Optional.empty();
            case NETWORK_POLICY, GLOBAL_NETWORK_POLICY, STAGED_NETWORK_POLICY -> Optional.empty();
            case STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY -> Optional.empty();
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> Optional.empty();
        };
    }

    /// The profile of a name, or null. Of several resources of that name a service account counts, then a namespace,
    /// then what users wrote.
    static @Nullable Entry resolve(String name, HashTrie<ResourceKey, Resource> resources) {
        var account = account(name, resources);
        if (account != null) {
            return entry(account);
        }
        var namespace = name.substring(Math.min(name.length(), WellKnown.NAMESPACE_PROFILE.length()));
        if (name.startsWith(WellKnown.NAMESPACE_PROFILE)
                && resources.get(new ResourceKey(Kind.NAMESPACE, "", namespace)) instanceof Namespace found) {
            return entry(found);
        }
        if (resources.get(new ResourceKey(Kind.PROFILE, "", name)) instanceof Profile written) {
            return entry(written);
        }
        return name.equals(DEFAULT_ALLOW) ? DEFAULT : null;
    }

    /// Any dot in the name may be the one after the namespace; of several accounts that of the longest counts.
    private static @Nullable ServiceAccount account(String name, HashTrie<ResourceKey, Resource> resources) {
        int start = WellKnown.SERVICE_ACCOUNT_PROFILE.length();
        if (!name.startsWith(WellKnown.SERVICE_ACCOUNT_PROFILE)) {
            return null;
        }
        for (int dot = name.lastIndexOf('.'); dot >= start; dot = name.lastIndexOf('.', dot - 1)) {
            var key = new ResourceKey(Kind.SERVICE_ACCOUNT, name.substring(start, dot), name.substring(dot + 1));
            if (resources.get(key) instanceof ServiceAccount account) {
                return account;
            }
        }
        return null;
    }

    /// The profile of a name; null where there is none.
    @Nullable
    Entry get(String name) {
        return byName.get(name);
    }

    /// These profiles, and of these names those that are among `now`, and no others.
    Profiles with(Set<String> names, Map<String, Entry> now) {
        var all = byName;
        for (var name : names) {
            all = now.containsKey(name) ? all : all.without(name);
        }
        return new Profiles(all.withAll(now));
    }

    private static Entry entry(Profile profile) {
        var rules = new CalicoRules("");
        return new Entry(
                profile.labelsToApply(),
                new ProfileRules(
                        profile.metadata().name(),
                        true,
                        rules.compile(profile.ingressRules()),
                        rules.compile(profile.egressRules())));
    }

    private static Entry entry(Namespace namespace) {
        var metadata = namespace.metadata();
        var labels = metadata.labels().with(WellKnown.NAME, metadata.name()).prefixed(WellKnown.NAMESPACE_PREFIX);
        return new Entry(labels, allowAll(WellKnown.namespaceProfile(metadata.name())));
    }

    private static Entry entry(ServiceAccount account) {
        var metadata = account.metadata();
        var labels = metadata.labels().with(WellKnown.NAME, metadata.name()).prefixed(WellKnown.SERVICE_ACCOUNT_PREFIX);
        var name = WellKnown.serviceAccountProfile(metadata.namespace(), metadata.name());
        return new Entry(labels, new ProfileRules(name, true, List.of(), List.of()));
    }

    /// Its rule stands nowhere: a Namespace that moves within its file, or is relabelled, allows what it did.
    private static ProfileRules allowAll(String name) {
        var allow = new Rule(
                Action.ALLOW, null, null, null, null, null, PeerMatch.ANY, PeerMatch.ANY, 0, BUILT_IN_RULE, Limit.NONE);
        return new ProfileRules(name, true, List.of(allow), List.of(allow));
    }
}
