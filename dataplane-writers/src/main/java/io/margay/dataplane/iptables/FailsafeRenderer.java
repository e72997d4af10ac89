package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.Failsafes.Failsafe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The chains of the failsafe ports, which every host endpoint asks before any policy. What they accept goes on to the
/// next table, and is accepted there likewise. What an IPv6 link needs to be one is accepted, too.
record FailsafeRenderer(Failsafes failsafes, IpVersion version) {
    /// Multicast listeners, routers and neighbours of IPv6 (RFC 4890), which are to it what ARP is to IPv4.
    private static final List<Integer> LINK_TYPES = List.of(130, 131, 132, 133, 134, 135, 136, 143);

    /// Failsafes that one rule can be for.
    private record Group(Protocol protocol, List<Cidr> peers) {}

    /// The chains of both directions in a table.
    Rendered chains(Table table) {
        return Rendered.of(Stream.of(Direction.values())
                .map(direction -> Chain.of(table, Names.failsafe(direction), lines(table, direction)))
                .toList());
    }

    /// What the rules of a direction are called.
    static List<RuleName> names(Failsafes failsafes, Direction direction) {
        return groups(failsafes, direction).entrySet().stream()
                .map(entry -> name(direction, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static LinkedHashMap<Group, List<PortRange>> groups(Failsafes failsafes, Direction direction) {
        var groups = new LinkedHashMap<Group, List<PortRange>>();
        for (Failsafe failsafe : failsafes.of(direction)) {
            groups.computeIfAbsent(new Group(failsafe.protocol(), failsafe.peers()), _ -> new ArrayList<>())
                    .add(PortRange.single(failsafe.port()));
        }
        return groups;
    }

    private static RuleName name(Direction direction, Group group, List<PortRange> ports) {
        var peers = group.peers.isEmpty() ? "" : " " + group.peers;
        return new RuleName.Failsafe(
                direction, group.protocol + " " + String.join(",", PortOptions.blocks(ports)) + peers);
    }

    private List<Line> lines(Table table, Direction direction) {
        var lines = new ArrayList<Line>();
        groups(failsafes, direction).forEach((group, ports) -> {
            var comment = name(direction, group, ports).comment();
            var peer = direction == Direction.INGRESS ? Side.SOURCE : Side.DESTINATION;
            matches(group, ports, peer, Side.DESTINATION)
                    .forEach(match -> lines.add(new Line(match, comment, "-j ACCEPT")));
        });
        if (table == Table.RAW) {
            answers(direction).forEach(match -> lines.add(new Line(match, "answers of failsafes", "-j ACCEPT")));
        }
        if (version == IpVersion.V6) {
            LINK_TYPES.forEach(
                    type -> lines.add(new Line("-p icmpv6 -m icmp6 --icmpv6-type " + type, "link", "-j ACCEPT")));
        }
        return lines;
    }

    /// Before connection tracking nobody knows an answer but by its port.
    private Stream<String> answers(Direction direction) {
        var peer = direction == Direction.INGRESS ? Side.SOURCE : Side.DESTINATION;
        return groups(failsafes, ChainKind.other(direction)).entrySet().stream()
                .flatMap(entry -> matches(entry.getKey(), entry.getValue(), peer, Side.SOURCE))
                .map(match -> match.startsWith("-p tcp ") ? match + " -m tcp ! --syn" : match);
    }

    private Stream<String> matches(Group group, List<PortRange> ports, Side peer, Side port) {
        var ofVersion = group.peers.stream()
                .filter(net -> net.version() == version)
                .map(net -> peer.in(net))
                .toList();
        var peers = group.peers.isEmpty() ? Collections.nCopies(1, "") : ofVersion;
        var protocol = "-p " + group.protocol.toString().toLowerCase(Locale.ROOT);
        return PortOptions.blocks(ports).stream()
                .flatMap(block -> peers.stream().map(net -> RuleMatch.join(protocol, net, port.onPorts(block))));
    }
}
