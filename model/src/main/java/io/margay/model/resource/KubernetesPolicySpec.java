package io.margay.model.resource;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The spec of a Kubernetes NetworkPolicy, defaulted: `ingress` and `egress` say which directions it isolates.
///
/// A rule without peers is any peer; a rule without ports is any traffic.
public record KubernetesPolicySpec(
        LabelSelector podSelector, boolean ingress, boolean egress, List<Rule> ingressRules, List<Rule> egressRules) {
    public record Rule(Where where, List<Peer> peers, List<Port> ports) {
        public Rule {
            peers = List.copyOf(peers);
            ports = List.copyOf(ports);
        }
    }

    /// From or to whom.
    public sealed interface Peer {}

    /// Pods. Without `namespaces`: of the policy's own namespace; without `pods`: all of those namespaces.
    public record PodPeer(
            @Nullable LabelSelector pods, @Nullable LabelSelector namespaces) implements Peer {}

    /// Addresses of a CIDR but not those of `except`, which lie inside it.
    public record IpBlock(Cidr cidr, List<Cidr> except) implements Peer {
        public IpBlock {
            except = List.copyOf(except);
        }
    }

    /// A port of a protocol: numbers, a name, or (both null) all ports.
    public record Port(
            Protocol protocol,
            @Nullable PortRange range,
            @Nullable String name) {}

    public KubernetesPolicySpec {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
    }
}
