package io.margay.cli.hosts;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.SetId;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.Member;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.Part;
import io.margay.model.ruleset.Transaction.SetChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A host without a kernel: holds what transactions say. For one thread at a time.
///
/// Errors: `NotSent` for what names something that the host was not sent.
final class ModelHost {
    private record Identity(List<NamedPort> ports, Set<Cidr> addresses) {}

    private final String node;
    private final Map<Integer, Identity> identities = new HashMap<>();
    private final Map<SetId, Set<Part>> sets = new HashMap<>();
    private final Map<ResourceKey, PolicyRules> policies = new HashMap<>();
    private final Map<String, ProfileRules> profiles = new HashMap<>();
    private final Map<ResourceKey, RuleSet> endpoints = new HashMap<>();

    // What sets mean, written out when first asked for; their ids are hashes, too dear to be made for each packet.
    private final Map<AddressSet, Members> members = new HashMap<>();
    private long revision;

    ModelHost(String node) {
        this.node = node;
    }

    /// Takes a transaction on.
    void apply(Transaction transaction) {
        if (transaction.base() == 0) {
            clear();
        } else if (transaction.base() != revision) {
            throw new NotSent(
                    this + " holds revision " + revision + ", and was sent a change of " + transaction.base());
        }
        revision = transaction.revision();
        members.clear();
        transaction.identities().forEach(this::apply);
        transaction.sets().forEach(this::apply);
        transaction.policies().forEach(policy -> policies.put(policy.key(), policy));
        transaction.profiles().forEach(profile -> profiles.put(profile.name(), profile));
        transaction.endpoints().forEach(endpoint -> endpoints.put(endpoint.endpoint(), endpoint));
        remove(transaction.gone());
    }

    /// The rule set of one of its endpoints.
    RuleSet ruleSet(ResourceKey endpoint) {
        return sent("a rule set of " + endpoint, endpoints.get(endpoint));
    }

    /// A policy that a rule set names.
    PolicyRules policy(ResourceKey key) {
        return sent(key.toString(), policies.get(key));
    }

    /// A profile that a rule set names.
    ProfileRules profile(String name) {
        return sent("profile " + name, profiles.get(name));
    }

    /// What a set means that a rule names.
    Members members(AddressSet set) {
        return members.computeIfAbsent(set, this::expand);
    }

    private void clear() {
        identities.clear();
        sets.clear();
        policies.clear();
        profiles.clear();
        endpoints.clear();
    }

    private void apply(IdentityChange change) {
        var identity =
                identities.computeIfAbsent(change.identity(), _ -> new Identity(change.ports(), new HashSet<>()));
        change.removed().forEach(identity.addresses::remove);
        identity.addresses.addAll(change.added());
    }

    private void apply(SetChange change) {
        var parts = sets.computeIfAbsent(change.set().id(), _ -> new HashSet<>());
        change.removed().forEach(parts::remove);
        parts.addAll(change.added());
    }

    private void remove(Gone gone) {
        gone.identities().forEach(identities::remove);
        gone.sets().forEach(sets::remove);
        gone.policies().forEach(policies::remove);
        gone.profiles().forEach(profiles::remove);
        gone.endpoints().forEach(endpoints::remove);
    }

    private Members expand(AddressSet set) {
        var expanded = new Members();
        for (var part : sent("set " + set, sets.get(set.id()))) {
            switch (part) {
                case Member member -> expanded.add(member);
                case OfIdentity(int number) ->
                    expand(set, sent("identity " + number, identities.get(number)), expanded);
            }
        }
        return expanded;
    }

    private static void expand(AddressSet set, Identity identity, Members to) {
        for (var address : identity.addresses) {
            if (set instanceof NamedPorts(var _, var protocol, var name)) {
                identity.ports.stream()
                        .filter(port ->
                                port.name().equals(name) && port.protocol().equals(protocol))
                        .forEach(port -> to.add(new Member(address, protocol, port.port())));
            } else {
                to.add(new Member(address, null, 0));
            }
        }
    }

    private <T> T sent(String what, @Nullable T held) {
        if (held == null) {
            throw new NotSent(this + " was not sent " + what);
        }
        return held;
    }

    @Override
    public String toString() {
        return "host " + node;
    }
}
