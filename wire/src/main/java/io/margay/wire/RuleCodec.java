package io.margay.wire;

import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Icmp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules.
final class RuleCodec {
    private RuleCodec() {}

    static List<io.margay.wire.proto.Rule> write(List<Rule> rules) {
        return rules.stream().map(RuleCodec::write).toList();
    }

    static List<Rule> read(List<io.margay.wire.proto.Rule> rules) {
        return rules.stream().map(RuleCodec::read).toList();
    }

    private static io.margay.wire.proto.Rule write(Rule rule) {
        var written = io.margay.wire.proto.Rule.newBuilder()
                .setAction(Names.write(rule.action()))
                .setIndex(rule.index())
                .setWhere(Names.write(rule.where()))
                .setLimit(Names.write(rule.limit()));
        if (rule.ipVersion() != null) {
            written.setIpVersion(rule.ipVersion().number());
        }
        if (rule.protocol() != null) {
            written.setProtocol(rule.protocol().number());
        }
        if (rule.notProtocol() != null) {
            written.setNotProtocol(rule.notProtocol().number());
        }
        if (rule.icmp() != null) {
            written.setIcmp(write(rule.icmp()));
        }
        if (rule.notIcmp() != null) {
            written.setNotIcmp(write(rule.notIcmp()));
        }
        if (!rule.source().equals(PeerMatch.ANY)) {
            written.setSource(write(rule.source()));
        }
        if (!rule.destination().equals(PeerMatch.ANY)) {
            written.setDestination(write(rule.destination()));
        }
        return written.build();
    }

    private static Rule read(io.margay.wire.proto.Rule rule) {
        return new Rule(
                Names.read(rule.getAction()),
                ipVersion(rule.getIpVersion()),
                rule.hasProtocol() ? new Protocol(rule.getProtocol()) : null,
                rule.hasNotProtocol() ? new Protocol(rule.getNotProtocol()) : null,
                rule.hasIcmp() ? read(rule.getIcmp()) : null,
                rule.hasNotIcmp() ? read(rule.getNotIcmp()) : null,
                rule.hasSource() ? read(rule.getSource()) : PeerMatch.ANY,
                rule.hasDestination() ? read(rule.getDestination()) : PeerMatch.ANY,
                rule.getIndex(),
                Names.read(rule.getWhere()),
                Names.read(rule.getLimit()));
    }

    private static @Nullable IpVersion ipVersion(int number) {
        return switch (number) {
            case 0 -> null;
            case 4 -> IpVersion.V4;
            case 6 -> IpVersion.V6;
            default -> throw new IllegalArgumentException("an IP version is 4 or 6, got " + number);
        };
    }

    private static io.margay.wire.proto.Icmp write(Icmp icmp) {
        return io.margay.wire.proto.Icmp.newBuilder()
                .setType(icmp.type())
                .setCode(icmp.code())
                .build();
    }

    private static Icmp read(io.margay.wire.proto.Icmp icmp) {
        return new Icmp(icmp.getType(), icmp.getCode());
    }

    private static io.margay.wire.proto.PeerMatch write(PeerMatch match) {
        var written = io.margay.wire.proto.PeerMatch.newBuilder()
                .setNets(Addresses.write(match.nets()))
                .setNotNets(Addresses.write(match.notNets()));
        if (match.selector() != null) {
            written.setSelector(Selectors.write(match.selector()));
        }
        if (match.notSelector() != null) {
            written.setNotSelector(Selectors.write(match.notSelector()));
        }
        if (!match.ports().isEmpty()) {
            written.setPorts(write(match.ports()));
        }
        if (!match.notPorts().isEmpty()) {
            written.setNotPorts(write(match.notPorts()));
        }
        if (match.service() != null) {
            written.setService(Selectors.write(match.service()));
        }
        return written.build();
    }

    private static PeerMatch read(io.margay.wire.proto.PeerMatch match) {
        return new PeerMatch(
                match.hasSelector() ? Selectors.read(match.getSelector()) : null,
                match.hasNotSelector() ? Selectors.read(match.getNotSelector()) : null,
                Addresses.read(match.getNets()),
                Addresses.read(match.getNotNets()),
                read(match.getPorts()),
                read(match.getNotPorts()),
                match.hasService() ? Selectors.read(match.getService()) : null);
    }

    private static io.margay.wire.proto.PortMatch write(PortMatch match) {
        var written = io.margay.wire.proto.PortMatch.newBuilder();
        match.ranges().forEach(range -> written.addRanges(range.first()).addRanges(range.last()));
        match.named().forEach(ports -> written.addNamed(Selectors.write(ports)));
        return written.build();
    }

    private static PortMatch read(io.margay.wire.proto.PortMatch match) {
        var numbers = match.getRangesList();
        if (numbers.size() % 2 != 0) {
            throw new IllegalArgumentException("a port range without an end");
        }
        var ranges = new ArrayList<PortRange>();
        for (int i = 0; i < numbers.size(); i += 2) {
            ranges.add(new PortRange(numbers.get(i), numbers.get(i + 1)));
        }
        return new PortMatch(
                ranges, match.getNamedList().stream().map(Selectors::read).toList());
    }
}
