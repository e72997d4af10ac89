package io.margay.model.ruleset;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes that one host applies as one: old or new, nothing between.
///
/// A host holds identities (a number of the shard's, with addresses), sets (which identities, ports or addresses they
/// mean), policies and profiles (rules that name sets), and a rule set an endpoint. Everything that the transaction
/// names is in it or was sent before; a list of what is gone comes with it. Order inside a list has no meaning.
///
/// @param base the revision it changes; 0: everything the host holds is replaced
/// @param revision what the host holds after it; greater than `base`
public record Transaction(
        String node,
        long base,
        long revision,
        List<IdentityChange> identities,
        List<SetChange> sets,
        List<PolicyRules> policies,
        List<ProfileRules> profiles,
        List<RuleSet> endpoints,
        Gone gone) {
    /// Addresses that join and leave an identity. The first change of a number says its named ports.
    public record IdentityChange(int identity, List<NamedPort> ports, List<Cidr> added, List<Cidr> removed) {
        public IdentityChange {
            ports = List.copyOf(ports);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /// What joins and leaves a set. The first change of a set creates it.
    public record SetChange(AddressSet set, List<Part> added, List<Part> removed) {
        public SetChange {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /// A part of a set.
    public sealed interface Part {}

    /// All addresses of an identity; in a set of named ports, each with the ports of that name that the identity has.
    public record OfIdentity(int identity) implements Part {}

    /// An address, with protocol and port (null and 0 in a set without ports): of a service.
    public record Member(Cidr address, @Nullable Protocol protocol, int port) implements Part {}

    /// What is no longer there.
    public record Gone(
            List<Integer> identities,
            List<SetId> sets,
            List<ResourceKey> policies,
            List<String> profiles,
            List<ResourceKey> endpoints) {
        /// Nothing.
        public static final Gone NOTHING = new Gone(List.of(), List.of(), List.of(), List.of(), List.of());

        public Gone {
            identities = List.copyOf(identities);
            sets = List.copyOf(sets);
            policies = List.copyOf(policies);
            profiles = List.copyOf(profiles);
            endpoints = List.copyOf(endpoints);
        }
    }

    public Transaction {
        identities = List.copyOf(identities);
        sets = List.copyOf(sets);
        policies = List.copyOf(policies);
        profiles = List.copyOf(profiles);
        endpoints = List.copyOf(endpoints);
    }
}
