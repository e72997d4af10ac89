package io.margay.engine.catalog;

import io.margay.engine.identity.WellKnown;
import io.margay.model.label.Labels;
import io.margay.model.resource.Action;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.Profile;
import io.margay.model.resource.ServiceAccount;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Profiles by name: those that users write, one for each namespace (allows all) and service account (no rules), and
/// `projectcalico-default-allow`.
///
/// Source: `docs/semantics.md`, "Profiles".
final class Profiles {
    private static final String DEFAULT_ALLOW = "projectcalico-default-allow";

    private record Entry(Labels labels, ProfileRules rules) {}

    private final Map<String, Entry> byName = new HashMap<>();

    private Profiles() {}

    static Profiles of(Inputs inputs) {
        var profiles = new Profiles();
        profiles.add(Labels.EMPTY, allowAll(DEFAULT_ALLOW, Where.NOWHERE));
        inputs.all(Profile.class).forEach(profiles::add);
        inputs.all(Namespace.class).forEach(profiles::add);
        inputs.all(ServiceAccount.class).forEach(profiles::add);
        return profiles;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /// The rules of a profile; of one that does not exist, those that deny.
    ProfileRules rules(String name) {
        var entry = byName.get(name);
        return entry == null ? ProfileRules.missing(name) : entry.rules();
    }

    /// The labels that a profile hands down; none where it does not exist.
    Labels labels(String name) {
        var entry = byName.get(name);
        return entry == null ? Labels.EMPTY : entry.labels();
    }

    private void add(Profile profile) {
        var rules = new CalicoRules("");
        add(
                profile.labelsToApply(),
                new ProfileRules(
                        profile.metadata().name(),
                        true,
                        rules.compile(profile.ingressRules()),
                        rules.compile(profile.egressRules())));
    }

    private void add(Namespace namespace) {
        var metadata = namespace.metadata();
        var labels = metadata.labels().with(WellKnown.NAME, metadata.name()).prefixed(WellKnown.NAMESPACE_PREFIX);
        add(labels, allowAll(WellKnown.namespaceProfile(metadata.name()), metadata.where()));
    }

    private void add(ServiceAccount account) {
        var metadata = account.metadata();
        var labels = metadata.labels().with(WellKnown.NAME, metadata.name()).prefixed(WellKnown.SERVICE_ACCOUNT_PREFIX);
        var name = WellKnown.serviceAccountProfile(metadata.namespace(), metadata.name());
        add(labels, new ProfileRules(name, true, List.of(), List.of()));
    }

    private void add(Labels labels, ProfileRules rules) {
        byName.put(rules.name(), new Entry(labels, rules));
    }

    private static ProfileRules allowAll(String name, Where where) {
        var allow = new Rule(
                Action.ALLOW, null, null, null, null, null, PeerMatch.ANY, PeerMatch.ANY, 0, where, Limit.NONE);
        return new ProfileRules(name, true, List.of(allow), List.of(allow));
    }
}
