package io.margay.engine.catalog;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the keys of the labels that selectors mention: two endpoints that differ in other labels are one to them.
final class LabelKeys implements Consumer<String> {
    private final Set<String> keys = new HashSet<>();

    private LabelKeys() {}

    /// The keys in a policy's selectors: its subject's, and those of both sides of its rules, named ports' among them.
    static Set<String> of(PolicyRules policy) {
        var found = new LabelKeys();
        policy.subject().visitKeys(found);
        found.add(policy.ingressRules());
        found.add(policy.egressRules());
        return Set.copyOf(found.keys);
    }

    /// The keys in the selectors of a profile's rules.
    static Set<String> of(ProfileRules profile) {
        var found = new LabelKeys();
        found.add(profile.ingressRules());
        found.add(profile.egressRules());
        return Set.copyOf(found.keys);
    }

    @Override
    public void accept(String key) {
        keys.add(key);
    }

    private void add(List<Rule> rules) {
        for (var rule : rules) {
            add(rule.source());
            add(rule.destination());
        }
    }

    private void add(PeerMatch peer) {
        add(peer.selector());
        add(peer.notSelector());
        peer.ports().named().forEach(this::add);
        peer.notPorts().named().forEach(this::add);
        if (peer.service() != null) {
            add(peer.service());
        }
    }

    private void add(AddressSet set) {
        switch (set) {
            case Selected(var selector) -> add(selector);
            case NamedPorts(var selector, var _, var _) -> add(selector);
            case ServicePorts _, ServiceAddresses _ -> {}
        }
    }

    private void add(@Nullable PeerSelector selector) {
        if (selector != null) {
            selector.selector().visitKeys(this);
        }
    }
}
