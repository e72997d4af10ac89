package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Flow;
import io.margay.dataplane.kernel.FlowMark;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.lab.Seen;
import io.margay.dataplane.lab.Station;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A node that keeps track of what its two workloads send each other, and words for what it has seen.
final class FlowLab implements AutoCloseable {
    static final Ip A4 = ip("10.65.0.1");
    static final Ip B4 = ip("10.65.0.2");
    static final Ip A6 = ip("fd00:65::1");
    static final Ip B6 = ip("fd00:65::2");
    static final Ip NODE4 = ip("192.168.100.1");

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CREATE_EXCLUSIVE = 0x600;
    private static final int AT_ONCE = 400;
    private static final int STATUS = 3;
    private static final int TIMEOUT = 7;

    private final Lab lab = Lab.open();
    private final Lab.Node node = lab.addNode("flows", List.of(NODE4, ip("fd00:100::1")));
    private final NetlinkConntrack conntrack = NetlinkConntrack.in(node.netns());
    private final Station a;
    private final Station b;

    private FlowLab() throws IOException {
        a = Station.open(lab.addWorkload("a", node, List.of(A4, A6)).netns(), List.of(), List.of());
        b = Station.open(lab.addWorkload("b", node, List.of(B4, B6)).netns(), List.of(80), List.of(53));
        // Nothing is kept track of before a rule asks.
        run("iptables-nft", "-A FORWARD -m conntrack --ctstate INVALID -j DROP");
        run("ip6tables-nft", "-A FORWARD -m conntrack --ctstate INVALID -j DROP");
    }

    static FlowLab open() throws IOException {
        Privileged.assumeLab();
        return new FlowLab();
    }

    NetlinkConntrack conntrack() {
        return conntrack;
    }

    Lab.Node node() {
        return node;
    }

    /// Runs iptables in the node.
    void run(String program, String arguments) {
        var line = List.of((program + " -w " + arguments).split(" ", -1));
        assertThat(Commands.in(node.netns()).run(line, "").why()).isEqualTo("exit code 0");
    }

    /// Sends from `a` and is answered.
    void tcp(Ip to, int sourcePort) {
        assertThat(a.send(new Packet(Protocol.TCP, to, 80, sourcePort), PATIENCE)
                        .join())
                .isEqualTo(Seen.ANSWERED);
    }

    void udp(Ip to, int sourcePort) {
        assertThat(a.send(new Packet(Protocol.UDP, to, 53, sourcePort), PATIENCE)
                        .join())
                .isEqualTo(Seen.ANSWERED);
    }

    void ping(Ip to) {
        assertThat(a.ping(to, PATIENCE).join()).isEqualTo(Seen.ANSWERED);
    }

    /// All flows of a version but those of the link (ICMPv6 without an echo), as text.
    SortedSet<String> flows(IpVersion version) {
        var flows = new TreeSet<String>();
        assertThat(conntrack.list(Conntrack.Filter.all(version), flow -> flows.add(text(flow))))
                .isEmpty();
        flows.removeIf(text -> text.startsWith("58 ") && !text.contains("type 128"));
        return flows;
    }

    /// `6 10.65.0.1:1000>10.65.0.2:80 10.65.0.2:80>10.65.0.1:1000`.
    static String text(Flow flow) {
        var original = flow.original();
        var icmp = original.icmpType() == 0 ? "" : " type " + original.icmpType();
        return original.protocol() + icmp + " " + text(flow.version(), original) + " "
                + text(flow.version(), flow.reply());
    }

    private static String text(IpVersion version, Flow.Tuple tuple) {
        return new Ip(version, tuple.sourceHigh(), tuple.sourceLow()) + ":" + tuple.sourcePort() + ">"
                + new Ip(version, tuple.destinationHigh(), tuple.destinationLow()) + ":" + tuple.destinationPort();
    }

    /// Makes as many flows over UDP, of as many sources, from 10.1.0.0 or fd00::1:0 on.
    void make(IpVersion version, int count) throws NetlinkFailure {
        try (var socket = NetlinkSocket.open(node.netns())) {
            for (int i = 0; i < count; i += AT_ONCE) {
                make(socket, version, i, Math.min(count, i + AT_ONCE));
            }
        }
    }

    private static void make(NetlinkSocket socket, IpVersion version, int from, int to) throws NetlinkFailure {
        for (int i = from; i < to; i++) {
            write(socket.begin(ConntrackSession.CONNTRACK << Byte.SIZE, CREATE_EXCLUSIVE), version, i);
        }
        assertThat(socket.send("make flows", (_, _, _) -> {})).isEmpty();
    }

    private static void write(Outgoing out, IpVersion version, int i) {
        out.family(ConntrackSession.family(version));
        tuple(out, FlowView.ORIGINAL, version, i);
        tuple(out, FlowView.REPLY, version, i);
        out.u32(STATUS, 1 << 3);
        out.u32(TIMEOUT, 600);
        out.end();
    }

    private static void tuple(Outgoing out, int type, IpVersion version, int i) {
        boolean isReply = type == FlowView.REPLY;
        int tuple = out.nest(type);
        int addresses = out.nest(1);
        address(out, isReply ? 2 : 1, version, i);
        address(out, isReply ? 1 : 2, version, -1);
        out.endNest(addresses);
        int protocol = out.nest(2);
        out.u8(1, Protocol.UDP.number());
        out.u16(isReply ? 3 : 2, 1000);
        out.u16(isReply ? 2 : 3, 53);
        out.endNest(protocol);
        out.endNest(tuple);
    }

    private static void address(Outgoing out, int type, IpVersion version, int i) {
        if (version == IpVersion.V4) {
            out.u32(type, 0x0a01_0000 + i);
        } else {
            out.u128(type + 2, 0xfd00_0000_0000_0000L, 0x1_0000 + i);
        }
    }

    /// Deletes all flows.
    void clear() {
        for (var version : IpVersion.values()) {
            count(conntrack.deleteIf(Conntrack.Filter.all(version), _ -> true));
        }
    }

    static Conntrack.Filter marked(int value, int mask) {
        return new Conntrack.Filter(IpVersion.V4, new FlowMark(value, mask));
    }

    /// How many; it must have been read.
    static long count(Reading<Long> reading) {
        return switch (reading) {
            case Reading.Read<Long>(var count) -> count;
            case Reading.Unread<Long>(var why) -> throw new AssertionError(why.why());
        };
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        a.close();
        b.close();
        conntrack.close();
        lab.close();
    }
}
