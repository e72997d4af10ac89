package io.margay.dataplane.iptables;

import io.margay.dataplane.iptables.Chain.Line;
import io.margay.model.net.IpVersion;
import io.margay.model.ruleset.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The chains that every host has: what the kernel's own FORWARD and INPUT jump to, and what sets marks.
///
/// ```text
/// FORWARD ─▶ mgy-forward ─▶ mgy-from-workload ─▶ endpoint ─▶ policies      then the same with mgy-to-workload
/// INPUT   ─▶ mgy-input   ─▶ mgy-from-workload                             then what the host itself has
/// ```
/// Nothing stands in OUTPUT: a host may always reach its own workloads.
record BaseRenderer(IptablesConfig config, IpVersion version) {
    /// Multicast listeners and neighbours of IPv6 (RFC 4890): without them an interface has no link.
    private static final List<Integer> LINK_TYPES = List.of(130, 131, 132, 133, 135, 136, 143);

    /// The chains, given the interfaces that have a rule set.
    Rendered base(Collection<String> interfaces) {
        return Rendered.of(List.of(
                forward(interfaces),
                input(interfaces),
                mark(Names.ACCEPT, config.acceptMark()),
                mark(Names.PASS, config.passMark())));
    }

    private Chain forward(Collection<String> interfaces) {
        var accepted = EndpointRenderer.hex(config.acceptMark());
        var lines = new ArrayList<Line>();
        lines.add(Line.always("", "-j MARK --set-xmark 0x0/" + accepted));
        workloads(interfaces)
                .forEach(name -> lines.add(new Line("-i " + name, "", "-j " + Names.dispatch("", Direction.EGRESS))));
        workloads(interfaces)
                .forEach(name -> lines.add(new Line("-o " + name, "", "-j " + Names.dispatch("", Direction.INGRESS))));
        lines.add(new Line("-m mark --mark " + accepted + "/" + accepted, "", "-j ACCEPT"));
        return Chain.of(Names.FORWARD, lines);
    }

    private Chain input(Collection<String> interfaces) {
        var lines = new ArrayList<Line>();
        workloads(interfaces).forEach(name -> {
            if (version == IpVersion.V6) {
                LINK_TYPES.forEach(type -> lines.add(
                        new Line("-i " + name + " -p icmpv6 -m icmp6 --icmpv6-type " + type, "link", "-j RETURN")));
            }
            lines.add(new Line("-i " + name, "", "-j " + Names.dispatch("", Direction.EGRESS)));
        });
        return Chain.of(Names.INPUT, lines);
    }

    private static Chain mark(String name, int mark) {
        var hex = EndpointRenderer.hex(mark);
        return Chain.of(name, List.of(Line.always("", "-j MARK --set-xmark " + hex + "/" + hex)));
    }

    /// As iptables names interfaces: all that may be a workload's, then those that are and are called otherwise.
    private Stream<String> workloads(Collection<String> interfaces) {
        return Stream.concat(
                config.interfacePrefixes().stream().map(prefix -> prefix + "+"),
                interfaces.stream().filter(name -> !config.mayBeWorkload(name)).sorted());
    }
}
