package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a transaction names must be in it or must have been sent before.
///
/// @param memberships what is held of sets and identities
/// @param policies those held
/// @param profiles those held
record References(Memberships memberships, Set<ResourceKey> policies, Set<String> profiles) {
    /// The first thing that the transaction names and nobody has sent, in words.
    Optional<String> missing(Transaction transaction) {
        return Stream.of(
                        missingIdentity(transaction),
                        missingSet(transaction),
                        missingPolicy(transaction),
                        missingProfile(transaction))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> missingIdentity(Transaction transaction) {
        var sent = new HashSet<Integer>();
        transaction.identities().forEach(change -> sent.add(change.identity()));
        return transaction.sets().stream()
                .flatMap(change -> change.added().stream())
                .flatMap(
                        part -> part instanceof Transaction.OfIdentity(var number) ? Stream.of(number) : Stream.empty())
                .filter(number -> !sent.contains(number) && !memberships.hasIdentity(number))
                .findFirst()
                .map(number -> "a set has identity " + number + ", which was never sent");
    }

    private Optional<String> missingSet(Transaction transaction) {
        var sent = new HashSet<SetId>();
        transaction.sets().forEach(change -> sent.add(change.set().id()));
        return Stream.concat(
                        transaction.policies().stream().flatMap(PolicyRules::allRules),
                        transaction.profiles().stream().flatMap(ProfileRules::allRules))
                .flatMap(Rule::sets)
                .map(AddressSet::id)
                .filter(id -> !sent.contains(id) && !memberships.hasSet(id))
                .findFirst()
                .map(id -> "a rule has set " + id + ", which was never sent");
    }

    private Optional<String> missingPolicy(Transaction transaction) {
        var sent = new HashSet<ResourceKey>();
        transaction.policies().forEach(policy -> sent.add(policy.key()));
        return transaction.endpoints().stream()
                .flatMap(References::tiers)
                .flatMap(tier -> Stream.of(Direction.values()).flatMap(way -> tier.policies(way).stream()))
                .filter(key -> !sent.contains(key) && !policies.contains(key))
                .findFirst()
                .map(key -> "an endpoint has " + key + ", which was never sent");
    }

    private Optional<String> missingProfile(Transaction transaction) {
        var sent = new HashSet<String>();
        transaction.profiles().forEach(profile -> sent.add(profile.name()));
        return transaction.endpoints().stream()
                .flatMap(endpoint -> endpoint.profiles().stream())
                .filter(name -> !sent.contains(name) && !profiles.contains(name))
                .findFirst()
                .map(name -> "an endpoint has profile " + name + ", which was never sent");
    }

    private static Stream<RuleSet.TierPolicies> tiers(RuleSet endpoint) {
        return Stream.of(endpoint.untracked(), endpoint.preDnat(), endpoint.forward(), endpoint.normal())
                .flatMap(List::stream);
    }
}
