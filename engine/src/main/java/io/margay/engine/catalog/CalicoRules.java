package io.margay.engine.catalog;

import io.margay.model.net.Protocol;
import io.margay.model.resource.CalicoRule;
import io.margay.model.resource.EntityRule;
import io.margay.model.resource.EntityRule.ServiceAccountMatch;
import io.margay.model.resource.EntityRule.ServiceMatch;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Limit;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rules of a Calico policy or profile, one for one.
///
/// Source: `docs/semantics.md`, "Rules".
///
/// @param namespace of the policy: what selectors without a namespaceSelector are limited to; empty: to nothing
record CalicoRules(String namespace) {
    private enum Side {
        SOURCE,
        DESTINATION
    }

    /// Rules in the internal form.
    List<Rule> compile(List<CalicoRule> rules) {
        return IntStream.range(0, rules.size())
                .mapToObj(index -> compile(rules.get(index), index))
                .toList();
    }

    private Rule compile(CalicoRule rule, int index) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                icmp(rule.icmp()),
                icmp(rule.notIcmp()),
                peer(rule.source(), rule.protocol(), Side.SOURCE),
                peer(rule.destination(), rule.protocol(), Side.DESTINATION),
                index,
                rule.where(),
                rule.http() == null ? Limit.NONE : Limit.HTTP);
    }

    private static Rule.@Nullable Icmp icmp(CalicoRule.@Nullable Icmp icmp) {
        return icmp == null ? null : new Rule.Icmp(icmp.type(), icmp.code());
    }

    private PeerMatch peer(EntityRule entity, @Nullable Protocol protocol, Side side) {
        var positive = positive(entity);
        var negative = entity.notSelector();
        var selector =
                positive != null && negative != null ? Selector.and(positive, new Selector.Not(negative)) : positive;
        var peers = selector == null ? null : PeerSelector.endpoints(selector);
        var ports = ports(entity.ports(), protocol, peers);
        return new PeerMatch(
                Expansion.unlessNamed(peers, ports),
                positive != null || negative == null ? null : PeerSelector.endpoints(negative),
                entity.nets(),
                entity.notNets(),
                ports,
                ports(entity.notPorts(), protocol, peers),
                service(entity.services(), side));
    }

    /// Selector, service accounts and namespaces as one. Namespaces count only where one of the others, or a
    /// notSelector, is written: a rule of nets and ports is not limited to the policy's own namespace.
    private @Nullable Selector positive(EntityRule entity) {
        var inner = new ArrayList<Selector>();
        addIfThere(inner, serviceAccounts(entity.serviceAccounts()));
        addIfThere(inner, entity.selector());
        if (entity.namespaceSelector() != null) {
            return within(Selectors.inNamespaces(entity.namespaceSelector()), inner);
        }
        if (inner.isEmpty() && (namespace.isEmpty() || entity.notSelector() == null)) {
            return null;
        }
        return namespace.isEmpty() ? Selector.and(inner) : within(Selectors.inNamespace(namespace), inner);
    }

    private static void addIfThere(List<Selector> terms, @Nullable Selector term) {
        if (term != null) {
            terms.add(term);
        }
    }

    private static Selector within(Selector namespaces, List<Selector> inner) {
        return inner.isEmpty() ? namespaces : Selector.and(namespaces, Selector.and(inner));
    }

    private static @Nullable Selector serviceAccounts(@Nullable ServiceAccountMatch match) {
        if (match == null) {
            return null;
        }
        var selector = match.selector() == null ? null : Selectors.withServiceAccount(match.selector());
        if (match.names().isEmpty()) {
            return selector;
        }
        var named = Selectors.withServiceAccount(match.names());
        return selector == null ? named : Selector.and(selector, named);
    }

    private static PortMatch ports(
            EntityRule.Ports ports, @Nullable Protocol protocol, @Nullable PeerSelector holders) {
        return Ports.match(
                ports.names(),
                ports.ranges(),
                protocol == null ? Protocol.TCP : protocol,
                holders == null ? PeerSelector.endpoints(new Selector.All()) : holders);
    }

    private @Nullable AddressSet service(@Nullable ServiceMatch service, Side side) {
        if (service == null) {
            return null;
        }
        var of = service.namespace().isEmpty() ? namespace : service.namespace();
        return switch (side) {
            case SOURCE -> new AddressSet.ServiceAddresses(of, service.name());
            case DESTINATION -> new AddressSet.ServicePorts(of, service.name());
        };
    }
}
