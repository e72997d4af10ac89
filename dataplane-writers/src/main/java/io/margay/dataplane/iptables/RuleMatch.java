package io.margay.dataplane.iptables;

import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What one rule asks of packets of one IP version, as options of iptables.
///
/// One rule may need several of iptables': a packet that any of them matches is matched. Lists of nets are sets, so
/// only protocols and blocks of ports multiply.
///
/// @param alternatives none: no packet of this version is meant
/// @param netSets what the options look into beside address sets
record RuleMatch(List<String> alternatives, List<NetSet> netSets) {
    private static final Map<Protocol, String> NAMES =
            Map.of(Protocol.TCP, "tcp", Protocol.UDP, "udp", Protocol.SCTP, "sctp", Protocol.UDPLITE, "udplite");
    private static final int LAST_PROTOCOL = 255;
    private static final RuleMatch NOTHING = new RuleMatch(List.of(), List.of());

    RuleMatch {
        alternatives = List.copyOf(alternatives);
        netSets = List.copyOf(netSets);
    }

    /// The options for `rule`.
    static RuleMatch of(Rule rule, SetNames names) {
        var version = names.version();
        if (isForOther(rule, version) || isBeyondKernels(rule) || contradicts(rule)) {
            return NOTHING;
        }
        var source = PeerOptions.of(rule.source(), names, Side.SOURCE);
        var destination = PeerOptions.of(rule.destination(), names, Side.DESTINATION);
        var icmp = IcmpOptions.of(rule, version);
        if (source.isEmpty() || destination.isEmpty() || (icmp.isEmpty() && !IcmpOptions.meansOthers(rule))) {
            return NOTHING;
        }
        var netSets = new ArrayList<>(source.get().netSets());
        netSets.addAll(destination.get().netSets());
        var peers = join(source.get().options(), destination.get().options());
        var alternatives = new ArrayList<String>();
        icmp.ifPresent(options -> alternatives.addAll(alternatives(rule, join(options, peers), names)));
        if (IcmpOptions.meansOthers(rule)) {
            notIcmp(rule, version).forEach(protocol -> alternatives.add(join(protocol, peers)));
        }
        return new RuleMatch(alternatives, netSets);
    }

    private static List<String> alternatives(Rule rule, String asked, SetNames names) {
        var alternatives = new ArrayList<String>();
        for (var protocol : protocols(rule, names.version())) {
            for (var ports : ports(rule, protocol, names)) {
                alternatives.add(join("-p " + text(protocol), asked, ports));
            }
        }
        if (rule.protocol() == null && !asksOfProtocol(rule)) {
            alternatives.add(join(rule.notProtocol() == null ? "" : "! -p " + text(rule.notProtocol()), asked));
        }
        return alternatives;
    }

    /// What is no ICMP, as options. One rule cannot leave out two protocols, so beside a notProtocol each that is left
    /// is named.
    private static List<String> notIcmp(Rule rule, IpVersion version) {
        var icmp = IcmpOptions.of(version);
        var unwanted = rule.notProtocol();
        if (unwanted == null || unwanted.equals(icmp)) {
            return List.of("! -p " + text(icmp));
        }
        return IntStream.rangeClosed(1, LAST_PROTOCOL)
                .mapToObj(Protocol::new)
                .filter(protocol -> !protocol.equals(icmp) && !protocol.equals(unwanted))
                .map(protocol -> "-p " + text(protocol))
                .toList();
    }

    /// Options one after the other, but for those that are empty.
    static String join(String... options) {
        return Arrays.stream(options).filter(option -> !option.isEmpty()).collect(Collectors.joining(" "));
    }

    private static boolean isForOther(Rule rule, IpVersion version) {
        return rule.ipVersion() != null && rule.ipVersion() != version;
    }

    private static boolean isBeyondKernels(Rule rule) {
        return switch (rule.limit()) {
            case NONE -> false;
            case HTTP -> rule.action() == Action.ALLOW;
            case DOMAIN_NAMES -> true;
        };
    }

    private static boolean contradicts(Rule rule) {
        return rule.protocol() != null && rule.protocol().equals(rule.notProtocol());
    }

    /// Whether the rule asks for what only some protocols have.
    private static boolean asksOfProtocol(Rule rule) {
        return IcmpOptions.asked(rule) || hasPorts(rule.source()) || hasPorts(rule.destination());
    }

    private static boolean hasPorts(PeerMatch peer) {
        return !peer.ports().isEmpty() || !peer.notPorts().isEmpty();
    }

    /// The protocols to ask for, if any. A port without a protocol is one of any that has ports.
    private static List<Protocol> protocols(Rule rule, IpVersion version) {
        if (rule.protocol() != null) {
            return List.of(rule.protocol());
        }
        if (IcmpOptions.asked(rule)) {
            return List.of(IcmpOptions.of(version));
        }
        return asksOfProtocol(rule) ? withPorts(rule.notProtocol()) : List.of();
    }

    private static List<Protocol> withPorts(@Nullable Protocol butNot) {
        return List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP).stream()
                .filter(protocol -> !protocol.equals(butNot))
                .toList();
    }

    /// What iptables calls a protocol.
    static String text(Protocol protocol) {
        return NAMES.getOrDefault(protocol, Integer.toString(protocol.number()));
    }

    /// The options for the ports of both sides, each combination of blocks.
    private static List<String> ports(Rule rule, Protocol protocol, SetNames names) {
        var combinations = new ArrayList<String>();
        for (var source : PortOptions.of(rule.source(), protocol, names, Side.SOURCE)) {
            for (var destination : PortOptions.of(rule.destination(), protocol, names, Side.DESTINATION)) {
                combinations.add(join(source, destination));
            }
        }
        return combinations;
    }
}
