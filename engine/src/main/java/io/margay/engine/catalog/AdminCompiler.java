package io.margay.engine.catalog;

import io.margay.engine.catalog.Expansion.Peer;
import io.margay.model.net.Protocol;
import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPeer;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.Kind;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Order;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.Population;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Limit;
import io.margay.model.selector.Selector;
import java.util.List;
import java.util.stream.IntStream;

/// The policies of policy.networking.k8s.io. Each has a say only in a direction that it has rules for.
///
/// Source: `docs/semantics.md`, "ClusterNetworkPolicy and its forerunners".
final class AdminCompiler {
    private static final Order BASELINE_ORDER = new Order(1000);
    private static final List<Protocol> WITH_PORTS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

    private AdminCompiler() {}

    static PolicyRules compile(AdminPolicy policy) {
        var metadata = policy.metadata();
        return new PolicyRules(
                policy.key(),
                tier(policy),
                order(policy),
                tieBreak(policy),
                pods(policy.subject().namespaces(), policy.subject().pods()),
                !policy.ingressRules().isEmpty(),
                !policy.egressRules().isEmpty(),
                Stage.NORMAL,
                false,
                false,
                false,
                rules(policy.ingressRules(), Direction.INGRESS),
                rules(policy.egressRules(), Direction.EGRESS),
                metadata.where());
    }

    private static String tier(AdminPolicy policy) {
        var admin = policy.tier() == AdminTier.ADMIN;
        if (policy.kind() == Kind.CLUSTER_NETWORK_POLICY) {
            return admin ? Tiers.KUBE_ADMIN : Tiers.KUBE_BASELINE;
        }
        return admin ? Tiers.ADMIN_NETWORK_POLICY : Tiers.BASELINE_ADMIN_NETWORK_POLICY;
    }

    /// The one baseline policy has no priority, but the order that Calico gives it among policies of its tier.
    private static Order order(AdminPolicy policy) {
        return policy.kind() == Kind.BASELINE_ADMIN_NETWORK_POLICY ? BASELINE_ORDER : new Order(policy.priority());
    }

    private static String tieBreak(AdminPolicy policy) {
        var prefix = policy.kind() == Kind.CLUSTER_NETWORK_POLICY
                ? "kcnp."
                : policy.tier() == AdminTier.ADMIN ? "kanp." : "kbanp.";
        return prefix + tier(policy) + "." + policy.metadata().name();
    }

    private static Selector pods(LabelSelector namespaces, LabelSelector pods) {
        return Selector.and(Selectors.inNamespaces(namespaces), Selectors.pods(pods));
    }

    private static List<Rule> rules(List<AdminRule> rules, Direction direction) {
        return IntStream.range(0, rules.size())
                .mapToObj(index -> expansion(rules.get(index), index, direction))
                .flatMap(expansion -> expansion.rules().stream())
                .toList();
    }

    private static Expansion expansion(AdminRule rule, int index, Direction direction) {
        var peers = rule.peers().stream().map(AdminCompiler::peer).toList();
        return new Expansion(rule.action(), index, rule.where(), direction, peers, ports(rule.ports()));
    }

    private static Peer peer(AdminPeer peer) {
        return switch (peer) {
            case Pods(var namespaces, var pods) -> Peer.endpoints(pods(namespaces, pods));
            case Nodes(var nodes) -> Peer.selected(new PeerSelector(Population.NODES, Selectors.plain(nodes)));
            case Networks(var nets) -> Peer.nets(nets, List.of());
            case DomainNames _ -> new Peer(null, List.of(), List.of(), Limit.DOMAIN_NAMES);
        };
    }

    private static Ports ports(List<AdminPort> written) {
        var ports = new Ports(PeerSelector.endpoints(Selectors.pods(LabelSelector.ALL)));
        for (var port : written) {
            add(ports, port);
        }
        return ports;
    }

    private static void add(Ports ports, AdminPort port) {
        var protocols = port.protocol() == null ? WITH_PORTS : List.of(port.protocol());
        for (var protocol : protocols) {
            if (port.range() != null) {
                ports.add(protocol, port.range());
            } else if (port.name() != null) {
                ports.add(protocol, port.name());
            } else {
                ports.addAll(protocol);
            }
        }
    }
}
