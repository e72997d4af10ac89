package io.margay.dataplane.probe;

import io.margay.dataplane.kernel.Backend;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.dataplane.kernel.Refusal;
import io.margay.dataplane.kernel.SetSpec;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.probe.Capability.Supported;
import io.margay.dataplane.probe.Capability.Unsupported;
import io.margay.model.net.IpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// What the iptables writer needs of a kernel and of its programs, tried one by one in a network namespace of its own:
/// nothing changes on the host.
///
/// Cost: some sixty short processes.
public final class IptablesProbe {
    /// A rule that needs one thing.
    private record Need(String what, Table table, String rule) {}

    private static final String CHAIN = "mgy-probe";

    private final Ipset ipset;
    private final Commands commands;
    private final List<Finding> findings = new ArrayList<>();

    private IptablesProbe(Ipset ipset, Commands commands) {
        this.ipset = ipset;
        this.commands = commands;
    }

    /// All of it, of both backends and both IP versions.
    public static List<Finding> findings() {
        try {
            return NetnsThreads.callInScratch(IptablesProbe::inThisNamespace).join();
        } catch (CompletionException e) {
            return List.of(
                    new Finding("a network namespace to try in", new Unsupported(String.valueOf(e.getMessage()))));
        }
    }

    private static List<Finding> inThisNamespace() {
        try (var ipset = NetlinkIpset.in(Netns.OWN)) {
            var probe = new IptablesProbe(ipset, Commands.in(Netns.OWN));
            for (var version : IpVersion.values()) {
                probe.sets(version);
                probe.rules(Backend.NFT, version);
                probe.rules(Backend.LEGACY, version);
            }
            return List.copyOf(probe.findings);
        }
    }

    private void sets(IpVersion version) {
        for (var kind : SetSpec.Kind.values()) {
            var refusal = ipset.create(new SetSpec(name(kind, version), kind, version, 1));
            add("ipset, IPv" + version.number() + ": " + kind.text(), refusal.map(Refusal::why));
        }
    }

    private void rules(Backend backend, IpVersion version) {
        var iptables = Iptables.of(backend, commands, Iptables.LOCK_WAIT);
        for (var need : needs(version)) {
            var text =
                    "*" + need.table.text() + "\n:" + CHAIN + " - [0:0]\n-A " + CHAIN + " " + need.rule + "\nCOMMIT\n";
            var exit = iptables.restore(version, text);
            var what = "iptables-" + backend.text() + ", IPv" + version.number() + ": " + need.what;
            add(what, exit.ok() ? Optional.empty() : Optional.of(exit.why()));
        }
    }

    private void add(String what, Optional<String> why) {
        findings.add(new Finding(what, why.<Capability>map(Unsupported::new).orElseGet(Supported::new)));
    }

    private static List<Need> needs(IpVersion version) {
        var icmp = version == IpVersion.V4 ? "-p icmp -m icmp --icmp-type 8" : "-p icmpv6 -m icmp6 --icmpv6-type 128";
        return List.of(
                new Need("tables and chains", Table.FILTER, "-j RETURN"),
                new Need("match comment", Table.FILTER, "-m comment --comment x -j RETURN"),
                new Need("match conntrack", Table.FILTER, "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
                new Need("match mark, target MARK", Table.FILTER, "-m mark --mark 0x1/0x1 -j MARK --set-xmark 0x0/0x1"),
                new Need("match multiport", Table.FILTER, "-p tcp -m multiport --dports 80,443:445 -j DROP"),
                new Need("SCTP", Table.FILTER, "-p sctp -m multiport --dports 80 -j DROP"),
                new Need("match icmp", Table.FILTER, icmp + " -j DROP"),
                new Need("match set", Table.FILTER, matching(SetSpec.Kind.NET, version, "src")),
                new Need("match set, with ports", Table.FILTER, matching(SetSpec.Kind.IP_PORT, version, "dst,dst")),
                new Need("target NFLOG", Table.FILTER, "-j NFLOG --nflog-group 30 --nflog-prefix x"),
                new Need(
                        "match connmark, target CONNMARK, for terminate-on-deny",
                        Table.FILTER,
                        "-m connmark --mark 0x1/0x1 -m conntrack --ctdir ORIGINAL -j CONNMARK --set-xmark 0x0/0x1"),
                new Need("mangle, before DNAT", Table.MANGLE, "-j RETURN"),
                new Need("raw, without conntrack", Table.RAW, "-j CT --notrack"));
    }

    private static String matching(SetSpec.Kind kind, IpVersion version, String flags) {
        return "-m set --match-set " + name(kind, version) + " " + flags + " -j DROP";
    }

    private static String name(SetSpec.Kind kind, IpVersion version) {
        return CHAIN + version.number() + "-" + kind.name();
    }
}
