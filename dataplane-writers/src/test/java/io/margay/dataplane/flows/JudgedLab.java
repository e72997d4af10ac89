package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// A node with two workloads, `a` and `b`, a service that is translated to `b`, and rules that judge flows again.
///
/// ```text
/// bits of the flow's mark   again: to be judged again, set by the agent after a change; denied: it was, and was denied
///
/// endpoint's chain:  known, and not again          accept
///                    known, again:  denied         drop
///                                   a reply        accept, until the other direction has been judged
///                                   else           goes on to the policies, as a new flow does
/// accepted by all:   known, original direction     no longer again
/// dropped:           known, again                  denied
/// ```
final class JudgedLab implements AutoCloseable {
    static final int PORT = 8080;
    private static final int SERVICE_PORT = 80;
    private static final FlowMark AGAIN = new FlowMark(1 << 28, 1 << 28 | 1 << 29);
    private static final String ACCEPT = "0x10000/0x10000";

    private final Lab lab = Lab.open();
    private final Lab.Node node = lab.addNode("judged", List.of(ip("192.168.100.1"), ip("fd00:100::1")));
    private final Lab.Workload a = lab.addWorkload("a", node, List.of(ip("10.65.0.1"), ip("fd00:65::1")));
    private final Lab.Workload b = lab.addWorkload("b", node, List.of(ip("10.65.0.2"), ip("fd00:65::2")));
    private final NetlinkConntrack conntrack = NetlinkConntrack.in(node.netns());
    private final ServerSocket onA = Talk.listen(a.netns(), PORT);
    private final ServerSocket onB = Talk.listen(b.netns(), PORT);
    private final List<Talk> talks = new ArrayList<>();
    private int changes;

    private JudgedLab() {
        for (var version : IpVersion.values()) {
            restore(version, "*filter\n:mgy-forward - [0:0]\n-A FORWARD -j mgy-forward\nCOMMIT\n");
            var to = version == IpVersion.V4 ? "10.65.0.2:" : "[fd00:65::2]:";
            restore(
                    version,
                    "*nat\n-A PREROUTING -d " + service(version) + " -p tcp -m tcp --dport " + SERVICE_PORT
                            + " -j DNAT --to-destination " + to + PORT + "\nCOMMIT\n");
        }
    }

    static JudgedLab open() {
        Privileged.assumeLab();
        return new JudgedLab();
    }

    /// `a` talks with `b`.
    Talk direct(IpVersion version) throws IOException {
        return kept(Talk.open(a.netns(), address(b, version), PORT, onB));
    }

    /// `a` talks with the service.
    Talk translated(IpVersion version) throws IOException {
        return kept(Talk.open(a.netns(), service(version), SERVICE_PORT, onB));
    }

    /// `b` talks with `a`.
    Talk back(IpVersion version) throws IOException {
        return kept(Talk.open(b.netns(), address(a, version), PORT, onA));
    }

    private Talk kept(Talk talk) {
        talks.add(talk);
        return talk;
    }

    /// New rules, with or without one that lets `a` talk with `b`. All else is allowed, and `b` may talk with `a`.
    void change(boolean isAllowed) {
        changes++;
        for (var version : IpVersion.values()) {
            restore(version, rules(version, isAllowed));
        }
    }

    private String rules(IpVersion version, boolean isAllowed) {
        var lines = new ArrayList<>(List.of("*filter"));
        for (var chain : List.of("forward", "fw-a", "fw-b", "tw-a", "tw-b", "again", "drop", "accepted")) {
            lines.add(":mgy-" + chain + " - [0:0]");
        }
        lines.add("-A mgy-forward -j MARK --set-xmark 0x0/0x10000");
        lines.add("-A mgy-forward -i " + a.interfaceName() + " -j mgy-fw-a");
        lines.add("-A mgy-forward -i " + b.interfaceName() + " -j mgy-fw-b");
        lines.add("-A mgy-forward -o " + a.interfaceName() + " -j mgy-tw-a");
        lines.add("-A mgy-forward -o " + b.interfaceName() + " -j mgy-tw-b");
        lines.add("-A mgy-forward -m mark --mark " + ACCEPT + " -j mgy-accepted");
        lines.add("-A mgy-again -m connmark --mark 0x20000000/0x20000000 -j DROP");
        lines.add("-A mgy-again -m conntrack --ctdir REPLY -j ACCEPT");
        lines.add("-A mgy-again -m conntrack --ctstate RELATED -j ACCEPT");
        lines.add("-A mgy-drop -m connmark --mark 0x10000000/0x10000000 -m conntrack --ctstate ESTABLISHED"
                + " -j CONNMARK --set-xmark 0x20000000/0x20000000");
        lines.add("-A mgy-drop -j DROP");
        lines.add("-A mgy-accepted -m connmark --mark 0x10000000/0x10000000 -m conntrack --ctdir ORIGINAL"
                + " -j CONNMARK --set-xmark 0x0/0x30000000");
        lines.add("-A mgy-accepted -j ACCEPT");
        for (var chain : List.of("fw-a", "fw-b", "tw-a", "tw-b")) {
            lines.addAll(endpoint("-A mgy-" + chain + " ", !chain.equals("tw-b") || isAllowed, version));
        }
        lines.add("COMMIT\n");
        return String.join("\n", lines);
    }

    private List<String> endpoint(String append, boolean isAllowed, IpVersion version) {
        var known = "-m conntrack --ctstate RELATED,ESTABLISHED";
        var lines = new ArrayList<>(List.of(
                append + "-m connmark --mark 0x0/0x10000000 " + known + " -j ACCEPT",
                append + known + " -j mgy-again",
                append + "-m conntrack --ctstate INVALID -j mgy-drop",
                append + "-j MARK --set-xmark 0x0/0x10000",
                append + "-p tcp -m tcp --dport " + (1 + changes) + " -j mgy-drop"));
        if (isAllowed) {
            lines.add(append + "-s " + address(a, version) + " -p tcp -m tcp --dport " + PORT + " -j MARK --set-xmark "
                    + ACCEPT);
            lines.add(append + "-s " + address(b, version) + " -j MARK --set-xmark " + ACCEPT);
        }
        lines.add(append + "-m mark --mark " + ACCEPT + " -j RETURN");
        lines.add(append + "-j mgy-drop");
        return lines;
    }

    private void restore(IpVersion version, String text) {
        var program = version == IpVersion.V4 ? "iptables-nft-restore" : "ip6tables-nft-restore";
        var exit = Commands.in(node.netns()).run(List.of(program, "--noflush"), text);
        assertThat(exit.ok()).as(exit.why()).isTrue();
    }

    /// What the agent does after a change, where flows that it denies are to end; how many flows there are.
    long judgeAgain() {
        return each(filter -> conntrack.markIf(filter, _ -> true, AGAIN));
    }

    /// Deletes all flows.
    long delete() {
        return each(filter -> conntrack.deleteIf(filter, _ -> true));
    }

    /// How many flows wait for a packet to be judged by.
    long waiting() {
        var waiting = new long[1];
        for (var version : IpVersion.values()) {
            var filter = new Conntrack.Filter(version, AGAIN);
            assertThat(conntrack.list(filter, _ -> waiting[0]++)).isEmpty();
        }
        return waiting[0];
    }

    private interface Look {
        Reading<Long> at(Conntrack.Filter filter);
    }

    private static long each(Look look) {
        long sum = 0;
        for (var version : IpVersion.values()) {
            var reading = look.at(Conntrack.Filter.all(version));
            assertThat(reading).isInstanceOf(Reading.Read.class);
            sum += ((Reading.Read<Long>) reading).value();
        }
        return sum;
    }

    private static Ip service(IpVersion version) {
        return ip(version == IpVersion.V4 ? "10.96.0.10" : "fd00:96::a");
    }

    private static Ip address(Lab.Workload workload, IpVersion version) {
        return workload.addresses().stream()
                .filter(ip -> ip.version() == version)
                .findFirst()
                .orElseThrow();
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (var talk : talks) {
            talk.close();
        }
        onA.close();
        onB.close();
        conntrack.close();
        lab.close();
    }
}
