package io.margay.model.update;

import io.margay.model.net.Cidr;
import io.margay.model.net.CidrList;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// One thing that a host is told.
public sealed interface Part {
    /// From the log: identities that changed in one version of the shard.
    ///
    /// @param ended addresses whose owners ended, or lost them, or from whom another took them: what an owner was
    ///     allowed is no other's. An address that only moves to another identity is not among them
    record Moves(List<Move> moves, List<Cidr> ended) implements Part {
        public Moves {
            moves = List.copyOf(moves);
            ended = List.copyOf(ended);
        }

        /// Moves alone.
        public Moves(List<Move> moves) {
            this(moves, List.of());
        }
    }

    /// From the log: what joined and left a set of a service.
    record MemberChange(int set, List<Member> added, List<Member> removed) implements Part {
        public MemberChange {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /// All there is to these identities. Those that are in no set of the host may be among them.
    record Identities(List<IdentityContents> identities) implements Part {
        public Identities {
            identities = List.copyOf(identities);
        }
    }

    /// A set and all that it means: the host has it from now on.
    ///
    /// What the host may not know of the identities that it means comes with it, as `Identities`; those without an
    /// address, too.
    ///
    /// @param identities numbers; nobody changes the bitmap. None for a service
    /// @param members of a service; else none
    record SetContents(int set, AddressSet definition, RoaringBitmap identities, List<Member> members) implements Part {
        public SetContents {
            members = List.copyOf(members);
        }
    }

    /// A policy: the host has it from now on, and under this number.
    record PolicyContents(int policy, PolicyRules rules) implements Part {}

    /// A profile.
    record ProfileContents(ProfileRules rules) implements Part {}

    /// An endpoint's rule set.
    ///
    /// @param ruleSet without tiers of its own: those beside it name policies by number
    record EndpointContents(
            RuleSet ruleSet,
            List<NumberedTier> untracked,
            List<NumberedTier> preDnat,
            List<NumberedTier> forward,
            List<NumberedTier> normal)
            implements Part {
        public EndpointContents {
            if (ruleSet.hasTiers()) {
                throw new IllegalArgumentException("tiers by number and tiers by name, of " + ruleSet.endpoint());
            }
            untracked = List.copyOf(untracked);
            preDnat = List.copyOf(preDnat);
            forward = List.copyOf(forward);
            normal = List.copyOf(normal);
        }

        /// Those of a rule set whose tiers name policies.
        ///
        /// @param number gives that of each policy
        public static EndpointContents of(RuleSet ruleSet, ToIntFunction<ResourceKey> number) {
            return new EndpointContents(
                    ruleSet.withoutTiers(),
                    numbered(ruleSet.untracked(), number),
                    numbered(ruleSet.preDnat(), number),
                    numbered(ruleSet.forward(), number),
                    numbered(ruleSet.normal(), number));
        }

        /// The rule set, with tiers that name policies.
        ///
        /// @param policy the one of each number
        public RuleSet resolved(IntFunction<ResourceKey> policy) {
            return ruleSet.withTiers(
                    named(untracked, policy), named(preDnat, policy), named(forward, policy), named(normal, policy));
        }

        private static List<RuleSet.TierPolicies> named(List<NumberedTier> tiers, IntFunction<ResourceKey> policy) {
            return tiers.stream()
                    .map(tier -> new RuleSet.TierPolicies(
                            tier.tier(),
                            tier.defaultAction(),
                            names(tier.ingress(), policy),
                            names(tier.egress(), policy)))
                    .toList();
        }

        private static List<ResourceKey> names(Ints numbers, IntFunction<ResourceKey> policy) {
            var names = new ArrayList<ResourceKey>(numbers.size());
            numbers.forEach(number -> names.add(policy.apply(number)));
            return names;
        }

        private static List<NumberedTier> numbered(
                List<RuleSet.TierPolicies> tiers, ToIntFunction<ResourceKey> number) {
            return tiers.stream()
                    .map(tier -> new NumberedTier(
                            tier.tier(),
                            tier.defaultAction(),
                            numbers(tier.ingress(), number),
                            numbers(tier.egress(), number)))
                    .toList();
        }

        private static Ints numbers(List<ResourceKey> policies, ToIntFunction<ResourceKey> number) {
            return Ints.of(policies.stream().mapToInt(number).toArray());
        }
    }

    /// What the host no longer has. Identities go by themselves: with the last of the host's sets that means them.
    record Gone(Ints sets, Ints policies, List<String> profiles, List<ResourceKey> endpoints) implements Part {
        public Gone {
            profiles = List.copyOf(profiles);
            endpoints = List.copyOf(endpoints);
        }

        /// Whether it names nothing.
        public boolean isNothing() {
            return sets.size() == 0 && policies.size() == 0 && profiles.isEmpty() && endpoints.isEmpty();
        }
    }

    /// An identity with all that hosts know of it.
    ///
    /// @param ports all its named ports
    /// @param addresses each once
    record IdentityContents(int identity, List<NamedPort> ports, List<Cidr> addresses) {
        public IdentityContents {
            ports = List.copyOf(ports);
            addresses = addresses instanceof CidrList ? addresses : List.copyOf(addresses);
        }
    }

    /// How an identity changed.
    ///
    /// Where it joined or left sets, or had no address before, it is said whole, so that a host that did not know
    /// it does now. One that is gone left all its sets and has no address. A number keeps its ports.
    ///
    /// @param whole whether `added` are all its addresses, and `ports` its ports; else nothing joined or left, and
    ///     ports are empty
    /// @param joined sets that mean it now
    /// @param left sets that no longer do
    record Move(
            int identity,
            boolean whole,
            List<NamedPort> ports,
            List<Cidr> added,
            List<Cidr> removed,
            Ints joined,
            Ints left) {
        public Move {
            ports = List.copyOf(ports);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /// The policies of one tier, by number, in order.
    record NumberedTier(String tier, Action defaultAction, Ints ingress, Ints egress) {
        /// Those in this direction.
        public Ints policies(Direction direction) {
            return direction == Direction.INGRESS ? ingress : egress;
        }

        /// Written out, as it is asked for each endpoint, and slow when the runtime makes it up.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NumberedTier that
                    && defaultAction == that.defaultAction
                    && tier.equals(that.tier)
                    && ingress.equals(that.ingress)
                    && egress.equals(that.egress);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * ingress.hashCode() + egress.hashCode()) + tier.hashCode();
        }
    }
}
