package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.update.Changing;
import io.margay.model.update.Holdings;
import io.margay.model.update.UpdateRefused;
import java.util.Collection;
import java.util.HashSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What rules name must be there: the sets of a rule, the profiles of an endpoint. That sets know their identities, and
/// endpoints their policies, the replica sees to.
///
/// Errors of all: [UpdateRefused] with the first thing that was never sent.
final class References {
    private References() {}

    /// Looks at the rules that an update brings.
    static void check(Holdings held, Changing changing) {
        var rules = changing.rules();
        var sets = new HashSet<SetId>();
        changing.sets().stream()
                .flatMap(turn -> Stream.ofNullable(turn.after()))
                .forEach(set -> sets.add(set.id()));
        var profiles = new HashSet<String>();
        rules.profiles().forEach(profile -> profiles.add(profile.name()));
        checkSets(rules(rules.policies(), rules.profiles()), id -> sets.contains(id) || held.set(id) != null);
        checkProfiles(
                rules.endpoints(),
                name -> profiles.contains(name) || held.profiles().containsKey(name));
    }

    /// Looks at all rules that a host is to hold. Cost: a hash for each set of each rule.
    static void check(Holdings held) {
        var definitions = new HashSet<AddressSet>();
        held.sets().forEach(set -> definitions.add(set.definition()));
        var policies = held.policies().stream().map(key -> known(held, key)).toList();
        rules(policies, held.profiles().values())
                .flatMap(Rule::sets)
                .filter(set -> !definitions.contains(set))
                .findFirst()
                .ifPresent(set -> refuse("a rule has set " + set.id()));
        checkProfiles(held.endpoints().values(), held.profiles()::containsKey);
    }

    private static Stream<Rule> rules(Collection<PolicyRules> policies, Collection<ProfileRules> profiles) {
        return Stream.concat(
                policies.stream().flatMap(PolicyRules::allRules),
                profiles.stream().flatMap(ProfileRules::allRules));
    }

    private static void checkSets(Stream<Rule> rules, Predicate<SetId> isThere) {
        rules.flatMap(Rule::sets)
                .map(AddressSet::id)
                .filter(isThere.negate())
                .findFirst()
                .ifPresent(id -> refuse("a rule has set " + id));
    }

    private static void checkProfiles(Collection<RuleSet> endpoints, Predicate<String> isThere) {
        endpoints.stream()
                .flatMap(endpoint -> endpoint.profiles().stream())
                .filter(isThere.negate())
                .findFirst()
                .ifPresent(name -> refuse("an endpoint has profile " + name));
    }

    private static PolicyRules known(Holdings held, ResourceKey key) {
        var policy = held.policy(key);
        if (policy == null) {
            throw new IllegalStateException(key + " is not there");
        }
        return policy;
    }

    private static void refuse(String what) {
        throw new UpdateRefused(what + ", which was never sent");
    }
}
