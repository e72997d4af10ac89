package io.margay.engine.bruteforce;

import io.margay.model.resource.Action;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec.IpBlock;
import io.margay.model.resource.KubernetesPolicySpec.Peer;
import io.margay.model.resource.KubernetesPolicySpec.PodPeer;
import io.margay.model.resource.KubernetesPolicySpec.Port;
import io.margay.model.resource.KubernetesPolicySpec.Rule;
import io.margay.model.resource.LabelSelector;
import io.margay.model.ruleset.Direction;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// How a NetworkPolicy of networking.k8s.io/v1 is read.
final class KubernetesReading {
    private KubernetesReading() {}

    static boolean selects(KubernetesNetworkPolicy policy, Holder endpoint) {
        return endpoint.isPod()
                && endpoint.isIn(policy.metadata().namespace())
                && endpoint.sight().satisfies(policy.spec().podSelector());
    }

    static boolean looks(KubernetesNetworkPolicy policy, Direction direction) {
        return direction == Direction.INGRESS
                ? policy.spec().ingress()
                : policy.spec().egress();
    }

    static List<Line> lines(KubernetesNetworkPolicy policy, Direction direction) {
        var spec = policy.spec();
        var rules = direction == Direction.INGRESS ? spec.ingressRules() : spec.egressRules();
        var namespace = policy.metadata().namespace();
        return IntStream.range(0, rules.size())
                .mapToObj(i -> new Line(
                        i,
                        Action.ALLOW,
                        packet -> direction == Direction.INGRESS
                                ? fromMatches(rules.get(i), namespace, packet)
                                : toMatches(rules.get(i), namespace, packet)))
                .toList();
    }

    /// The peer sends, the pod itself receives.
    private static boolean fromMatches(Rule rule, String namespace, Packet packet) {
        var peer =
                rule.peers().isEmpty() || rule.peers().stream().anyMatch(it -> isPeer(it, namespace, packet.source()));
        return peer && portMatches(rule, packet, Holder::isEndpoint);
    }

    /// The peer receives, so a named port is the peer's; where addresses are the peer, that of any endpoint, as Calico
    /// reads it.
    private static boolean toMatches(Rule rule, String namespace, Packet packet) {
        if (rule.peers().isEmpty()) {
            return portMatches(rule, packet, Holder::isEndpoint);
        }
        return rule.peers().stream()
                .anyMatch(it -> isPeer(it, namespace, packet.destination())
                        && portMatches(rule, packet, holder -> holder.isEndpoint() && mayBe(it, namespace, holder)));
    }

    private static boolean isPeer(Peer peer, String namespace, Party party) {
        return switch (peer) {
            case PodPeer pods -> party.anyHolder(holder -> means(pods, namespace, holder));
            case IpBlock(var cidr, var except) ->
                cidr.contains(party.address()) && except.stream().noneMatch(hole -> hole.contains(party.address()));
        };
    }

    private static boolean mayBe(Peer peer, String namespace, Holder holder) {
        return peer instanceof IpBlock || (peer instanceof PodPeer pods && means(pods, namespace, holder));
    }

    private static boolean means(PodPeer peer, String namespace, Holder holder) {
        var namespaces = peer.namespaces();
        var inNamespace = namespaces == null ? holder.isIn(namespace) : isInOneOf(namespaces, holder);
        return holder.isPod()
                && inNamespace
                && (peer.pods() == null || holder.sight().satisfies(peer.pods()));
    }

    static boolean isInOneOf(LabelSelector namespaces, Holder holder) {
        return namespaces.isEmpty()
                ? holder.hasNamespace()
                : holder.ofNamespace().satisfies(namespaces);
    }

    private static boolean portMatches(Rule rule, Packet packet, Predicate<Holder> receivers) {
        return rule.ports().isEmpty() || rule.ports().stream().anyMatch(port -> isPort(port, packet, receivers));
    }

    private static boolean isPort(Port port, Packet packet, Predicate<Holder> receivers) {
        if (!port.protocol().equals(packet.transport().protocol())) {
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
