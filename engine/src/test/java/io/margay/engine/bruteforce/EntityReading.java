package io.margay.engine.bruteforce;

import io.margay.engine.bruteforce.Party.NumberedPort;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Action;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.Ports;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import java.util.List;
import java.util.function.Predicate;

/// How one side of a Calico rule is read.
final class EntityReading {
    private final World world;

    EntityReading(World world) {
        this.world = world;
    }

    boolean sends(CalicoRule rule, String namespace, Packet packet) {
        var side = new Asked(rule.source(), namespace, packet.source(), packet.sourcePort());
        var service = rule.source().services();
        return matches(side, rule.action())
                && (service == null
                        || slices(service, namespace, side.party.address()).findAny());
    }

    boolean receives(CalicoRule rule, String namespace, Packet packet) {
        var side = new Asked(rule.destination(), namespace, packet.destination(), packet.port());
        var service = rule.destination().services();
        return matches(side, rule.action())
                && (service == null
                        || slices(service, namespace, side.party.address()).serve(side.port));
    }

    /// One side of a rule, and what is there on that side of the packet.
    private record Asked(EntityRule entity, String namespace, Party party, NumberedPort port) {
        /// Whether it says whom it means; a namespaced policy that says whom it does not mean, means its namespace's.
        boolean isPositive() {
            return entity.selector() != null
                    || entity.namespaceSelector() != null
                    || entity.serviceAccounts() != null
                    || (entity.notSelector() != null && !namespace.isEmpty());
        }

        boolean means(Holder holder) {
            var selector = entity.selector();
            var accounts = entity.serviceAccounts();
            return (!isPositive() || (isInNamespace(holder) && !isExcluded(holder)))
                    && (selector == null || holder.sight().satisfies(selector))
                    && (accounts == null || isAccount(accounts, holder));
        }

        boolean isExcluded(Holder holder) {
            return entity.notSelector() != null && holder.sight().satisfies(entity.notSelector());
        }

        private boolean isInNamespace(Holder holder) {
            var namespaces = entity.namespaceSelector();
            return namespaces == null
                    ? namespace.isEmpty() || holder.isIn(namespace)
                    : holder.ofNamespace().satisfies(namespaces);
        }

        private static boolean isAccount(ServiceAccountMatch accounts, Holder holder) {
            var account = holder.labels().get("projectcalico.org/serviceaccount");
            var named = account != null && accounts.names().contains(account);
            var selector = accounts.selector();
            return (accounts.names().isEmpty() || named)
                    && (selector == null || holder.ofAccount().satisfies(selector));
        }
    }

    private static boolean matches(Asked side, Action action) {
        var entity = side.entity;
        return netsMatch(entity, side.party.address())
                && selectorsMatch(side, action)
                && (entity.ports().isEmpty() || isOneOf(entity.ports(), side))
                && (entity.notPorts().isEmpty() || isNoneOf(entity.notPorts(), side, action));
    }

    /// A rule with nets of the other version only, or with a catch-all to be avoided, is no rule for this version.
    private static boolean netsMatch(EntityRule entity, Ip address) {
        return (entity.nets().isEmpty() || contains(entity.nets(), address))
                && (entity.notNets().isEmpty()
                        || (!contains(entity.notNets(), address)
                                && entity.notNets().stream().anyMatch(net -> net.version() == address.version())));
    }

    private static boolean contains(List<Cidr> nets, Ip address) {
        return nets.stream().anyMatch(net -> net.contains(address));
    }

    /// Nobody is allowed for what is not known of him: an address that a pod may come to have is in no Allow that only
    /// says whom it does not mean.
    private static boolean selectorsMatch(Asked side, Action action) {
        if (side.isPositive()) {
            return side.party.anyHolder(side::means);
        }
        return side.entity.notSelector() == null
                || (!side.party.anyHolder(side::isExcluded) && !(side.party.awaited() && action == Action.ALLOW));
    }

    private static boolean isOneOf(Ports ports, Asked side) {
        Predicate<Holder> endpoints = holder -> holder.isEndpoint() && side.means(holder);
        return ports.ranges().stream().anyMatch(range -> range.contains(side.port.number()))
                || ports.names().stream().anyMatch(name -> side.party.hasPort(endpoints, name, side.port));
    }

    private static boolean isNoneOf(Ports ports, Asked side, Action action) {
        var unknown = !ports.names().isEmpty() && side.party.awaited() && action == Action.ALLOW;
        return !unknown && !isOneOf(ports, side);
    }

    /// The endpoint slices of a service that have an address.
    private record Slices(List<EndpointSlice> all) {
        boolean findAny() {
            return !all.isEmpty();
        }

        boolean serve(NumberedPort port) {
            return all.stream()
                    .flatMap(slice -> slice.ports().stream())
                    .anyMatch(it -> it.protocol().equals(port.protocol()) && it.port() == port.number());
        }
    }

    private Slices slices(ServiceMatch service, String policyNamespace, Ip address) {
        var namespace = service.namespace().isEmpty() ? policyNamespace : service.namespace();
        return new Slices(world.all(EndpointSlice.class).stream()
                .filter(slice -> slice.metadata().namespace().equals(namespace))
                .filter(slice -> slice.service().equals(service.name()))
                .filter(slice -> slice.addresses().contains(address))
                .toList());
    }
}
