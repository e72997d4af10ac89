package io.margay.model.resource;

import io.margay.model.net.Cidr;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of an AdminPolicy: any of its peers, on any of its ports; without ports all traffic.
///
/// @param name as written, for people; empty where none is
public record AdminRule(Where where, String name, Action action, List<AdminPeer> peers, List<AdminPort> ports) {
    /// From or to whom; several are alternatives.
    public sealed interface AdminPeer {}

    /// Pods of namespaces (never network sets or host endpoints); all pods of them where `pods` selects everything.
    public record Pods(LabelSelector namespaces, LabelSelector pods) implements AdminPeer {}

    /// The addresses of Nodes; egress only.
    public record Nodes(LabelSelector nodes) implements AdminPeer {}

    /// Addresses, also of pods; egress only.
    public record Networks(List<Cidr> nets) implements AdminPeer {
        public Networks {
            nets = List.copyOf(nets);
        }
    }

    /// Names that only DNS can resolve: kept and reported, they match nothing.
    public record DomainNames(List<String> names) implements AdminPeer {
        public DomainNames {
            names = List.copyOf(names);
        }
    }

    /// A destination port: of a protocol by number (`range`, or null for all of it); or, by name, whatever port of that
    /// name the destination pod has, of any protocol where `protocol` is null.
    public record AdminPort(
            @Nullable Protocol protocol,
            @Nullable PortRange range,
            @Nullable String name) {}

    public AdminRule {
        peers = List.copyOf(peers);
        ports = List.copyOf(ports);
    }
}
