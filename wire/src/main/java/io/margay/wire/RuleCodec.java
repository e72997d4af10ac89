package io.margay.wire;

import static io.margay.wire.proto.Icmp.CODE_FIELD_NUMBER;
import static io.margay.wire.proto.Icmp.TYPE_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.NETS_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.NOT_NETS_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.NOT_PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.NOT_SELECTOR_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.PORTS_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.SELECTOR_FIELD_NUMBER;
import static io.margay.wire.proto.PeerMatch.SERVICE_FIELD_NUMBER;
import static io.margay.wire.proto.PortMatch.NAMED_FIELD_NUMBER;
import static io.margay.wire.proto.PortMatch.RANGES_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.ACTION_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.DESTINATION_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.ICMP_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.INDEX_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.IP_VERSION_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.LIMIT_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.NOT_ICMP_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.NOT_PROTOCOL_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.PROTOCOL_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.SOURCE_FIELD_NUMBER;
import static io.margay.wire.proto.Rule.WHERE_FIELD_NUMBER;

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

    static void write(int field, List<Rule> rules, ProtoBytes out) {
        for (var rule : rules) {
            int from = out.begin(field);
            write(rule, out);
            out.end(from);
        }
    }

    static List<Rule> read(List<io.margay.wire.proto.Rule> rules) {
        return rules.stream().map(RuleCodec::read).toList();
    }

    private static void write(Rule rule, ProtoBytes out) {
        out.number(ACTION_FIELD_NUMBER, Names.number(rule.action()));
        if (rule.ipVersion() != null) {
            out.number(IP_VERSION_FIELD_NUMBER, rule.ipVersion().number());
        }
        if (rule.protocol() != null) {
            out.always(PROTOCOL_FIELD_NUMBER, rule.protocol().number());
        }
        if (rule.notProtocol() != null) {
            out.always(NOT_PROTOCOL_FIELD_NUMBER, rule.notProtocol().number());
        }
        write(ICMP_FIELD_NUMBER, rule.icmp(), out);
        write(NOT_ICMP_FIELD_NUMBER, rule.notIcmp(), out);
        write(SOURCE_FIELD_NUMBER, rule.source(), out);
        write(DESTINATION_FIELD_NUMBER, rule.destination(), out);
        out.number(INDEX_FIELD_NUMBER, rule.index());
        Names.write(WHERE_FIELD_NUMBER, rule.where(), out);
        out.number(LIMIT_FIELD_NUMBER, Names.number(rule.limit()));
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

    private static void write(int field, @Nullable Icmp icmp, ProtoBytes out) {
        if (icmp != null) {
            int from = out.begin(field);
            out.signed(TYPE_FIELD_NUMBER, icmp.type());
            out.signed(CODE_FIELD_NUMBER, icmp.code());
            out.end(from);
        }
    }

    private static Icmp read(io.margay.wire.proto.Icmp icmp) {
        return new Icmp(icmp.getType(), icmp.getCode());
    }

    private static void write(int field, PeerMatch match, ProtoBytes out) {
        if (match.equals(PeerMatch.ANY)) {
            return;
        }
        int from = out.begin(field);
        if (match.selector() != null) {
            Selectors.write(SELECTOR_FIELD_NUMBER, match.selector(), out);
        }
        if (match.notSelector() != null) {
            Selectors.write(NOT_SELECTOR_FIELD_NUMBER, match.notSelector(), out);
        }
        out.addresses(NETS_FIELD_NUMBER, match.nets());
        out.addresses(NOT_NETS_FIELD_NUMBER, match.notNets());
        write(PORTS_FIELD_NUMBER, match.ports(), out);
        write(NOT_PORTS_FIELD_NUMBER, match.notPorts(), out);
        if (match.service() != null) {
            Selectors.write(SERVICE_FIELD_NUMBER, match.service(), out);
        }
        out.end(from);
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

    private static void write(int field, PortMatch match, ProtoBytes out) {
        if (match.isEmpty()) {
            return;
        }
        int from = out.begin(field);
        var numbers = new int[match.ranges().size() * 2];
        for (int i = 0; i < numbers.length; i += 2) {
            numbers[i] = match.ranges().get(i / 2).first();
            numbers[i + 1] = match.ranges().get(i / 2).last();
        }
        out.numbers(RANGES_FIELD_NUMBER, numbers, numbers.length);
        for (var ports : match.named()) {
            Selectors.write(NAMED_FIELD_NUMBER, ports, out);
        }
        out.end(from);
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
