package io.margay.dataplane.flows;

import io.margay.dataplane.plan.Changes;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which workload of this host has which address, and so when an address is no longer whose it was. Pure.
///
/// An address is its latest holder's. It changes hands
/// - when its owner goes, or no longer has it, or another pod of the same name takes its place;
/// - when another gets it, who takes it from its owner or comes with it: what flows there are was never his.
///
/// It does not when an endpoint that was here gets an address that nobody here had: rule sets come before addresses, so
/// its flows may be older than what this host knows of its address. Nor when one who lost it to another goes: the flows
/// are the other's by then. Host endpoints own nothing: one that goes leaves the host its addresses.
///
/// What comes first is how things are, not a change: an agent that starts ends no flow.
final class Owners {
    /// @param uid 0: not known, and then no sign of another
    private record Held(long uid, List<Cidr> addresses) {
        private static final Held NOTHING = new Held(0, List.of());

        private static Held of(RuleSet rules) {
            return new Held(rules.uid(), rules.endpoint().kind() == Kind.HOST_ENDPOINT ? List.of() : rules.addresses());
        }

        private boolean isAnother(Held other) {
            return uid != 0 && other.uid != 0 && uid != other.uid;
        }
    }

    private final Map<ResourceKey, Held> endpoints = new HashMap<>();
    private final Map<Cidr, ResourceKey> owners = new HashMap<>();
    private boolean isBegun;

    /// The addresses that have an owner here.
    Collection<Cidr> addresses() {
        return owners.keySet();
    }

    /// Whether there is an endpoint of the host itself.
    boolean hasHosts() {
        return endpoints.keySet().stream().anyMatch(endpoint -> endpoint.kind() == Kind.HOST_ENDPOINT);
    }

    /// Takes what becomes of endpoints; the addresses that change hands by it.
    Set<Cidr> apply(Changes<ResourceKey, RuleSet> changes) {
        var changed = new HashSet<Cidr>();
        changes.gone().forEach(endpoint -> lose(endpoint, Held.NOTHING, changed));
        changes.put().forEach((endpoint, rules) -> lose(endpoint, Held.of(rules), changed));
        changes.put().forEach((endpoint, rules) -> gain(endpoint, Held.of(rules), changed));
        changes.gone().forEach(endpoints::remove);
        if (!isBegun) {
            isBegun = true;
            return Set.of();
        }
        return changed;
    }

    private void lose(ResourceKey endpoint, Held next, Set<Cidr> changed) {
        var had = endpoints.getOrDefault(endpoint, Held.NOTHING);
        for (var address : had.addresses) {
            boolean isKept = !had.isAnother(next) && next.addresses.contains(address);
            if (!isKept && owners.remove(address, endpoint)) {
                changed.add(address);
            }
        }
    }

    private void gain(ResourceKey endpoint, Held next, Set<Cidr> changed) {
        var had = endpoints.put(endpoint, next);
        boolean isNew = had == null || had.isAnother(next);
        for (var address : next.addresses) {
            if (!isNew && had.addresses.contains(address)) {
                continue;
            }
            var owner = owners.put(address, endpoint);
            if (owner != null || isNew) {
                changed.add(address);
            }
        }
    }
}
