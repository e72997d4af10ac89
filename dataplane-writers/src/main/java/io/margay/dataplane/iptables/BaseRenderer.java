package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import java.util.ArrayList;
import java.util.List;

/// The chains that every host has: what the kernel's own FORWARD and INPUT jump to, and what sets marks.
///
/// ```text
/// FORWARD ─▶ mgy-forward ─▶ mgy-from-workload ─▶ endpoint ─▶ policies      then the same with mgy-to-workload
/// INPUT   ─▶ mgy-input   ─▶ mgy-from-workload                             then what the host itself has
/// ```
/// Nothing of a workload's stands in OUTPUT: a host may always reach its own workloads.
record BaseRenderer(HostRenderer hosts) {
    /// Multicast listeners and neighbours of IPv6 (RFC 4890): without them an interface has no link.
    private static final List<Integer> LINK_TYPES = List.of(130, 131, 132, 133, 135, 136, 143);

    /// The chains.
    Rendered base() {
        var marks = hosts.config().marks();
        var chains = new ArrayList<>(List.of(
                forward(), input(), mark(Names.ACCEPT, marks.setAccepted()), mark(Names.PASS, marks.setPassed())));
        chains.addAll(flows().chains(Table.FILTER));
        return Rendered.of(chains);
    }

    private Chain forward() {
        var marks = hosts.config().marks();
        var lines = new ArrayList<Line>();
        if (hosts.isEarly()) {
            addHost(lines, marks.isNotAccepted(), Direction.INGRESS);
        } else {
            lines.add(Line.always("", marks.clearAccepted()));
            addHost(lines, "", Direction.INGRESS);
        }
        addHost(lines, "", Direction.EGRESS);
        addWorkloads(lines, Direction.EGRESS);
        addWorkloads(lines, Direction.INGRESS);
        lines.addAll(flows().judged(marks.isAccepted()));
        lines.add(new Line(marks.isAccepted(), "", "-j ACCEPT"));
        return Chain.of(Names.FORWARD, lines);
    }

    private FlowRules flows() {
        return hosts.config().flowRules();
    }

    private void addHost(List<Line> lines, String match, Direction direction) {
        if (hosts.asks(ChainKind.FORWARD, direction)) {
            lines.add(new Line(match, "", "-j " + Names.dispatch(ChainKind.FORWARD, "", direction)));
        }
    }

    private void addWorkloads(List<Line> lines, Direction direction) {
        var option = ChainKind.WORKLOAD.option(direction);
        var action = "-j " + Names.dispatch(ChainKind.WORKLOAD, "", direction);
        hosts.workloads().forEach(name -> lines.add(new Line(option + name, "", action)));
    }

    private Chain input() {
        var lines = new ArrayList<Line>();
        if (hosts.isNeeded()) {
            lines.addAll(hosts.early(hosts.isEarly()));
        }
        hosts.workloads().forEach(name -> addWorkload(lines, name));
        if (hosts.isNeeded()) {
            lines.add(Line.always("", "-j " + Names.dispatch(ChainKind.HOST, "", Direction.INGRESS)));
            lines.addAll(hosts.accept());
        } else {
            hosts.workloads().forEach(name -> lines.addAll(flows().judged(byWorkload(name))));
        }
        return Chain.of(Names.INPUT, lines);
    }

    private void addWorkload(List<Line> lines, String name) {
        if (hosts.version() == IpVersion.V6) {
            LINK_TYPES.forEach(type -> lines.add(
                    new Line("-i " + name + " -p icmpv6 -m icmp6 --icmpv6-type " + type, "link", "-j RETURN")));
        }
        lines.add(new Line("-i " + name, "", "-j " + Names.dispatch(ChainKind.WORKLOAD, "", Direction.EGRESS)));
        if (hosts.isNeeded()) {
            lines.add(new Line("-i " + name, "", "-j " + Names.OWN_HOST));
        }
    }

    /// Others may have a say after Margay, so what is accepted only goes on.
    private String byWorkload(String name) {
        return "-i " + name + " " + hosts.config().marks().isAccepted();
    }

    private static Chain mark(String name, String action) {
        return Chain.of(name, List.of(Line.always("", action)));
    }
}
