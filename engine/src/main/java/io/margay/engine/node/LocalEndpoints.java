package io.margay.engine.node;

import io.margay.engine.identity.Holder;
import io.margay.engine.transaction.NamedSet;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.ShardView.SharedPolicy;
import io.margay.engine.transaction.Touched;
import io.margay.model.label.LabelLookup;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The endpoints of one node with their rule sets, and what all of them together need.
final class LocalEndpoints {
    private static final long NOT_ASKED = 0;

    private static final class Entry {
        private Holder holder;
        private long request = NOT_ASKED;
        private @Nullable RuleSetMade made;

        private Entry(Holder holder) {
            this.holder = holder;
        }

        private boolean isPending() {
            return made == null || made.request() != request;
        }
    }

    private final Map<ResourceKey, Entry> entries = new TreeMap<>();
    private long lastRequest;
    private int pending;

    /// An endpoint comes or changes; its rule set has to be asked for.
    void put(Holder holder) {
        var entry = entries.get(holder.key());
        if (entry == null) {
            entry = new Entry(holder);
            entries.put(holder.key(), entry);
            pending++;
        } else if (!entry.holder.equals(holder)) {
            entry.holder = holder;
            renew(entry);
        }
    }

    /// An endpoint goes; whether it was there.
    boolean remove(ResourceKey key) {
        var entry = entries.remove(key);
        if (entry != null && entry.isPending()) {
            pending--;
        }
        return entry != null;
    }

    /// The names of all, in order.
    List<ResourceKey> keys() {
        return List.copyOf(entries.keySet());
    }

    /// Whether a rule set was asked for and is not there yet.
    boolean isPending() {
        return pending > 0;
    }

    /// The requests to make, for endpoints whose rule set may be another than it is. A request under an older catalogue
    /// that has no answer yet is made again, so that its answer does not count.
    List<NodeState.MakeRuleSet> requests(ShardView view, Touched touched) {
        var requests = new ArrayList<NodeState.MakeRuleSet>();
        for (var entry : entries.values()) {
            if (touched.catalog() && concerns(touched, entry, view)) {
                renew(entry);
            }
            if (entry.request == NOT_ASKED) {
                entry.request = ++lastRequest;
                requests.add(new NodeState.MakeRuleSet(entry.request, entry.holder, view));
            }
        }
        return requests;
    }

    /// A rule set was made; whether it is the one that was asked for last.
    boolean made(RuleSetMade made) {
        var entry = entries.get(made.ruleSet().endpoint());
        if (entry == null || entry.request != made.request() || !entry.isPending()) {
            return false;
        }
        entry.made = made;
        pending--;
        return true;
    }

    /// What all need, once no rule set is pending.
    Needs needs(ShardView view) {
        var endpoints = new HashMap<ResourceKey, RuleSet>();
        var policies = new HashMap<ResourceKey, PolicyRules>();
        var profiles = new HashMap<String, ProfileRules>();
        var sets = new HashMap<SetId, NamedSet>();
        view.everywhere().forEach(key -> need(view, key, policies, sets));
        for (var entry : entries.values()) {
            if (entry.made != null) {
                endpoints.put(entry.holder.key(), entry.made.ruleSet());
                entry.made.active().forEach(key -> need(view, key, policies, sets));
                entry.holder
                        .fingerprint()
                        .profiles()
                        .forEach(name -> profiles.computeIfAbsent(name, view.catalog()::profile));
            }
        }
        profiles.values().stream()
                .flatMap(profile -> NamedSet.of(profile).stream())
                .forEach(set -> sets.put(set.id(), set));
        return new Needs(endpoints, policies, profiles, sets);
    }

    private static void need(
            ShardView view, ResourceKey key, Map<ResourceKey, PolicyRules> policies, Map<SetId, NamedSet> sets) {
        SharedPolicy policy = view.policies().get(key);
        if (policy == null) {
            throw new IllegalStateException(key + " is active and not in the catalogue of " + view.version());
        }
        if (policies.put(key, policy.rules()) == null) {
            policy.sets().forEach(set -> sets.put(set.id(), set));
        }
    }

    private void renew(Entry entry) {
        pending += entry.isPending() ? 0 : 1;
        entry.request = NOT_ASKED;
    }

    private static boolean concerns(Touched touched, Entry entry, ShardView view) {
        if (touched.everything() || touched.tiers() || entry.made == null || entry.isPending()) {
            return true;
        }
        var fingerprint = entry.holder.fingerprint();
        if (!Collections.disjoint(touched.profiles(), fingerprint.profiles())) {
            return true;
        }
        if (touched.policies().isEmpty()) {
            return false;
        }
        var labels = view.catalog().labels(fingerprint);
        return touched.policies().stream()
                .anyMatch(key -> entry.made.active().contains(key)
                        || isFor(view.policies().get(key), labels));
    }

    private static boolean isFor(@Nullable SharedPolicy policy, LabelLookup labels) {
        return policy != null && policy.rules().subject().matches(labels);
    }
}
