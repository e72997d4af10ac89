package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Packets that answer untracked ones. No connection is known, so what an untracked rule allows one way lets answers
/// through the other way: the same rule with both ends exchanged, for packets that can be an answer and cannot be the
/// first of a flow, as far as one packet tells.
///
/// An answer of UDP or SCTP comes from a port below those that a host's own flows come from, or goes to one of those; a
/// TCP packet that only says SYN is none; of ICMP, the answers of an echo are.
final class Answers {
    /// The ports that Linux takes for a host's own flows, where nobody says otherwise, and those above.
    private static final String OWN_PORTS = "32768:65535";

    private static final String OTHER_PORTS = "0:32767";

    private static final Rule.Icmp PING = new Rule.Icmp(8, -1);
    private static final Rule.Icmp PONG = new Rule.Icmp(0, -1);
    private static final Rule.Icmp PING_6 = new Rule.Icmp(128, -1);
    private static final Rule.Icmp PONG_6 = new Rule.Icmp(129, -1);

    private Answers() {}

    /// What returns from a chain of answers: packets of this direction that answer nothing.
    static List<Line> others(IpVersion version, Direction direction) {
        var ports =
                direction == Direction.EGRESS ? Side.SOURCE.onPorts(OWN_PORTS) : Side.DESTINATION.onPorts(OTHER_PORTS);
        var icmp = version == IpVersion.V4
                ? "-p icmp -m icmp ! --icmp-type " + PONG.type()
                : "-p icmpv6 -m icmp6 ! --icmpv6-type " + PONG_6.type();
        var lines = new ArrayList<Line>();
        lines.add(new Line("-p tcp -m tcp --syn", "no answer", "-j RETURN"));
        lines.add(new Line("-p udp " + ports, "no answer", "-j RETURN"));
        lines.add(new Line("-p sctp " + ports, "no answer", "-j RETURN"));
        lines.add(new Line(icmp, "no answer", "-j RETURN"));
        return lines;
    }

    /// The rule for the answers to what `rule` is for; empty if there are none.
    static Optional<Rule> to(Rule rule) {
        if (rule.action() == Action.LOG || (rule.icmp() != null && answer(rule.icmp()) == null)) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                answer(rule.icmp()),
                answer(rule.notIcmp()),
                /* source= */ rule.destination(),
                /* destination= */ rule.source(),
                rule.index(),
                rule.where(),
                rule.limit()));
    }

    private static Rule.@Nullable Icmp answer(Rule.@Nullable Icmp asked) {
        if (asked == null) {
            return null;
        }
        if (asked.type() == PING.type()) {
            return new Rule.Icmp(PONG.type(), asked.code());
        }
        return asked.type() == PING_6.type() ? new Rule.Icmp(PONG_6.type(), asked.code()) : null;
    }
}
