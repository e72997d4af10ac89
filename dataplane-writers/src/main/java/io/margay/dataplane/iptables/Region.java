package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.SetId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where all packets are that a rule can match; it need not match all that are there.
///
/// @param protocol null: any
/// @param ports of the destination; none: any. Where there are some, there is a protocol
/// @param sources one of these has the address; none: any does
/// @param destinations likewise
/// @param sourceSet what the address is in; null: nobody knows
/// @param destinationSet likewise
record Region(
        @Nullable Protocol protocol,
        List<PortRange> ports,
        List<Cidr> sources,
        List<Cidr> destinations,
        @Nullable SetId sourceSet,
        @Nullable SetId destinationSet) {
    Region {
        ports = List.copyOf(ports);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
    }

    /// Of a rule that asks about packets of this version.
    static Region of(Rule rule, IpVersion version) {
        var protocol = rule.protocol();
        boolean knowsPorts = protocol != null && protocol.hasPorts();
        return new Region(
                protocol,
                knowsPorts ? ports(rule.destination().ports()) : List.of(),
                nets(rule.source(), version),
                nets(rule.destination(), version),
                set(rule.source()),
                set(rule.destination()));
    }

    private static List<PortRange> ports(PortMatch asked) {
        return asked.named().isEmpty() ? asked.ranges() : List.of();
    }

    private static List<Cidr> nets(PeerMatch peer, IpVersion version) {
        var nets = peer.nets().stream().filter(net -> net.version() == version).toList();
        return nets.stream().anyMatch(net -> net.prefixLength() == 0) ? List.of() : nets;
    }

    private static @Nullable SetId set(PeerMatch peer) {
        return peer.selector() == null ? null : new AddressSet.Selected(peer.selector()).id();
    }

    /// The set of one side.
    Optional<SetId> set(Side side) {
        return Optional.ofNullable(side == Side.SOURCE ? sourceSet : destinationSet);
    }

    /// The nets of one side.
    List<Cidr> nets(Side side) {
        return side == Side.SOURCE ? sources : destinations;
    }

    /// Whether a packet to some port of the range can be there.
    boolean touches(PortRange range) {
        return ports.isEmpty()
                || ports.stream().anyMatch(port -> port.first() <= range.last() && range.first() <= port.last());
    }

    /// Whether a packet whose address is in a net can be there.
    boolean touches(Side side, Cidr net) {
        var nets = nets(side);
        return nets.isEmpty()
                || nets.stream().anyMatch(own -> own.contains(net.network()) || net.contains(own.network()));
    }
}
