package io.margay.load.host;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.update.Part;
import io.margay.model.update.UpdateRefused;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// The policies, profiles and rule sets of a [Replay].
final class ReplayedRules {
    private record Numbered(int number, PolicyRules rules) {}

    private final Map<Integer, ResourceKey> keys = new HashMap<>();
    private final Map<ResourceKey, Numbered> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();
    /// Those of the present update.
    private final Map<ResourceKey, Part.EndpointContents> unresolved = new HashMap<>();

    /// All policies. Cost: a map.
    Map<ResourceKey, PolicyRules> policies() {
        var rules = new HashMap<ResourceKey, PolicyRules>();
        policies.forEach((key, policy) -> rules.put(key, policy.rules));
        return rules;
    }

    /// All profiles.
    Map<String, ProfileRules> profiles() {
        return Collections.unmodifiableMap(profiles);
    }

    /// All rule sets.
    Map<ResourceKey, RuleSet> endpoints() {
        return Collections.unmodifiableMap(endpoints);
    }

    /// Takes what a part says of rules.
    void take(Part part) {
        switch (part) {
            case Part.PolicyContents(int number, var rules) -> put(new Numbered(number, rules));
            case Part.ProfileContents(var rules) -> profiles.put(rules.name(), rules);
            case Part.EndpointContents contents ->
                unresolved.put(contents.ruleSet().endpoint(), contents);
            case Part.Gone gone -> take(gone);
            case Part.Moves _, Part.MemberChange _, Part.Identities _, Part.SetContents _ -> {}
        }
    }

    /// That was all of an update.
    ///
    /// Errors: [UpdateRefused], as of `HostReplica.apply`.
    void settle() {
        unresolved.forEach((key, contents) -> endpoints.put(key, contents.resolved(this::key)));
        unresolved.clear();
    }

    private void take(Part.Gone gone) {
        gone.policies().forEach(this::removePolicy);
        gone.profiles().forEach(profiles::remove);
        gone.endpoints().forEach(unresolved::remove);
        gone.endpoints().forEach(endpoints::remove);
    }

    private void put(Numbered policy) {
        removePolicy(policy.number);
        var key = policy.rules.key();
        var before = policies.put(key, policy);
        if (before != null) {
            keys.remove(before.number);
        }
        keys.put(policy.number, key);
    }

    private void removePolicy(int number) {
        var key = keys.remove(number);
        if (key != null) {
            policies.remove(key);
        }
    }

    private ResourceKey key(int number) {
        var key = keys.get(number);
        if (key == null) {
            throw new UpdateRefused("an endpoint has policy " + number + ", which was never sent");
        }
        return key;
    }
}
