package io.margay.model.ruleset;

import io.margay.model.net.Cidr;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import java.util.List;

/// All that one endpoint enforces, resolved, the same for every writer: which policies, in which order, then profiles.
/// The policies themselves are beside it, once a host.
///
/// @param endpoint a Pod, a WorkloadEndpoint or a HostEndpoint
/// @param uid tells a pod from others of its name; 0: not known
/// @param interfaceName empty: whichever has a route to its addresses; `*` of a host endpoint: all others
/// @param identity the id of its fingerprint
/// @param untracked of a host endpoint, before connection tracking; always goes on where no policy decides
/// @param preDnat of a host endpoint, before DNAT; ingress only; goes on likewise
/// @param forward of a host endpoint, for what the host forwards; no tier here: allowed
/// @param normal for what goes to or comes from the endpoint itself
public record RuleSet(
        ResourceKey endpoint,
        long uid,
        String interfaceName,
        List<Cidr> addresses,
        String identity,
        List<TierPolicies> untracked,
        List<TierPolicies> preDnat,
        List<TierPolicies> forward,
        List<TierPolicies> normal,
        List<String> profiles) {
    /// The enforced policies of one tier that look at this endpoint, in order; a tier with none is not there.
    public record TierPolicies(String tier, Action defaultAction, List<ResourceKey> ingress, List<ResourceKey> egress) {
        public TierPolicies {
            ingress = List.copyOf(ingress);
            egress = List.copyOf(egress);
        }

        /// Its policies in this direction, in order.
        public List<ResourceKey> policies(Direction direction) {
            return direction == Direction.INGRESS ? ingress : egress;
        }
    }

    public RuleSet {
        addresses = List.copyOf(addresses);
        untracked = List.copyOf(untracked);
        preDnat = List.copyOf(preDnat);
        forward = List.copyOf(forward);
        normal = List.copyOf(normal);
        profiles = List.copyOf(profiles);
    }

    /// An endpoint, and its profiles, without any policy.
    public RuleSet(
            ResourceKey endpoint, String interfaceName, List<Cidr> addresses, String identity, List<String> profiles) {
        this(endpoint, 0, interfaceName, addresses, identity, List.of(), List.of(), List.of(), List.of(), profiles);
    }

    /// The same of an endpoint that this tells from others of its name.
    public RuleSet withUid(long other) {
        return new RuleSet(
                endpoint, other, interfaceName, addresses, identity, untracked, preDnat, forward, normal, profiles);
    }

    /// The same with these policies.
    public RuleSet withTiers(
            List<TierPolicies> early,
            List<TierPolicies> beforeDnat,
            List<TierPolicies> passing,
            List<TierPolicies> own) {
        return new RuleSet(
                endpoint, uid, interfaceName, addresses, identity, early, beforeDnat, passing, own, profiles);
    }

    /// The same without any policy.
    public RuleSet withoutTiers() {
        return withTiers(List.of(), List.of(), List.of(), List.of());
    }

    /// Whether any policy is in it.
    public boolean hasTiers() {
        return !(untracked.isEmpty() && preDnat.isEmpty() && forward.isEmpty() && normal.isEmpty());
    }
}
