package io.margay.cli.hosts;

import io.margay.engine.verdict.Transport;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import java.util.List;
import java.util.stream.Stream;

/// Whether a rule matches a packet, with sets as a host holds them.
///
/// Source: `docs/semantics.md`, "Rules".
record RuleTest(ModelHost host, Packet packet) {
    boolean matches(Rule rule) {
        return isSeen(rule)
                && isForVersion(rule)
                && isForProtocol(rule)
                && (rule.icmp() == null || is(rule.icmp()))
                && (rule.notIcmp() == null || !is(rule.notIcmp()))
                && matches(rule.source(), packet.source(), packet.transport().sourcePort())
                && matches(
                        rule.destination(),
                        packet.destination(),
                        packet.transport().port());
    }

    private boolean isSeen(Rule rule) {
        return switch (rule.limit()) {
            case NONE -> true;
            case HTTP -> packet.layer4Only() || rule.action() != Action.ALLOW;
            case DOMAIN_NAMES -> false;
        };
    }

    /// A list of nets that are all of the other version makes it no rule for this packet.
    private boolean isForVersion(Rule rule) {
        var lists =
                Stream.of(rule.source(), rule.destination()).flatMap(peer -> Stream.of(peer.nets(), peer.notNets()));
        return (rule.ipVersion() == null || rule.ipVersion() == packet.version())
                && lists.allMatch(
                        nets -> nets.isEmpty() || nets.stream().anyMatch(net -> net.version() == packet.version()));
    }

    private boolean isForProtocol(Rule rule) {
        var protocol = packet.transport().protocol();
        return (rule.protocol() == null || rule.protocol().equals(protocol))
                && (rule.notProtocol() == null || !rule.notProtocol().equals(protocol));
    }

    private boolean is(Rule.Icmp icmp) {
        var transport = packet.transport();
        return transport.icmpType() != Transport.NONE
                && (icmp.type() == Transport.NONE || icmp.type() == transport.icmpType())
                && (icmp.code() == Transport.NONE || icmp.code() == transport.icmpCode());
    }

    private boolean matches(PeerMatch match, Ip address, int port) {
        return (match.nets().isEmpty() || contain(match.nets(), address))
                && !contain(match.notNets(), address)
                && (match.ports().isEmpty() || isOneOf(match.ports(), address, port))
                && !isOneOf(match.notPorts(), address, port)
                && (match.selector() == null || isIn(new Selected(match.selector()), address, port))
                && (match.notSelector() == null || !isIn(new Selected(match.notSelector()), address, port))
                && (match.service() == null || isIn(match.service(), address, port));
    }

    private static boolean contain(List<Cidr> nets, Ip address) {
        return nets.stream().anyMatch(net -> net.contains(address));
    }

    private boolean isOneOf(PortMatch ports, Ip address, int port) {
        return ports.ranges().stream().anyMatch(range -> range.contains(port))
                || ports.named().stream().anyMatch(named -> isIn(named, address, port));
    }

    private boolean isIn(AddressSet set, Ip address, int port) {
        var members = host.members(set);
        return switch (set) {
            case Selected _, ServiceAddresses _ -> members.has(address);
            case NamedPorts _, ServicePorts _ -> members.has(address, packet.transport(), port);
        };
    }
}
