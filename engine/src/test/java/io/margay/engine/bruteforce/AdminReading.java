package io.margay.engine.bruteforce;

import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminRule;
import io.margay.model.resource.AdminRule.AdminPeer;
import io.margay.model.resource.AdminRule.AdminPort;
import io.margay.model.resource.AdminRule.DomainNames;
import io.margay.model.resource.AdminRule.Networks;
import io.margay.model.resource.AdminRule.Nodes;
import io.margay.model.resource.AdminRule.Pods;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Node;
import io.margay.model.ruleset.Direction;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// How ClusterNetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy are read.
final class AdminReading {
    private final World world;

    AdminReading(World world) {
        this.world = world;
    }

    static boolean selects(AdminPolicy policy, Holder endpoint) {
        var subject = policy.subject();
        return isPod(subject.namespaces(), subject.pods(), endpoint);
    }

    static boolean looks(AdminPolicy policy, Direction direction) {
        return !rules(policy, direction).isEmpty();
    }

    List<Line> lines(AdminPolicy policy, Direction direction) {
        var rules = rules(policy, direction);
        return IntStream.range(0, rules.size())
                .mapToObj(i -> new Line(i, rules.get(i).action(), packet -> matches(rules.get(i), direction, packet)))
                .toList();
    }

    private static List<AdminRule> rules(AdminPolicy policy, Direction direction) {
        return direction == Direction.INGRESS ? policy.ingressRules() : policy.egressRules();
    }

    private boolean matches(AdminRule rule, Direction direction, Packet packet) {
        if (direction == Direction.INGRESS) {
            return rule.peers().stream().anyMatch(peer -> isPeer(peer, packet.source()))
                    && portMatches(rule, packet, Holder::isPod);
        }
        return rule.peers().stream()
                .anyMatch(peer -> isPeer(peer, packet.destination())
                        && portMatches(rule, packet, holder -> holder.isPod() && mayBe(peer, holder)));
    }

    private boolean isPeer(AdminPeer peer, Party party) {
        return switch (peer) {
            case Pods(var namespaces, var pods) -> party.anyHolder(holder -> isPod(namespaces, pods, holder));
            case Nodes(var labels) ->
                world.all(Node.class).stream()
                        .filter(node -> World.addresses(node).contains(party.address()))
                        .anyMatch(
                                node -> new Sight(node.metadata().labels().asMap(), "", true, true).satisfies(labels));
            case Networks(var nets) -> nets.stream().anyMatch(net -> net.contains(party.address()));
            case DomainNames _ -> false;
        };
    }

    private static boolean mayBe(AdminPeer peer, Holder holder) {
        return !(peer instanceof Pods(var namespaces, var pods)) || isPod(namespaces, pods, holder);
    }

    private static boolean isPod(LabelSelector namespaces, LabelSelector pods, Holder holder) {
        return holder.isPod()
                && KubernetesReading.isInOneOf(namespaces, holder)
                && holder.sight().satisfies(pods);
    }

    private static boolean portMatches(AdminRule rule, Packet packet, Predicate<Holder> receivers) {
        return rule.ports().isEmpty() || rule.ports().stream().anyMatch(port -> isPort(port, packet, receivers));
    }

    private static boolean isPort(AdminPort port, Packet packet, Predicate<Holder> receivers) {
        var protocol = port.protocol();
        if (protocol != null && !protocol.equals(packet.transport().protocol())) {
            return false;
        }
        var range = port.range();
        var name = port.name();
        if (name != null) {
            return packet.destination().hasPort(receivers, name, packet.port());
        }
        return range == null || range.contains(packet.transport().port());
    }
}
