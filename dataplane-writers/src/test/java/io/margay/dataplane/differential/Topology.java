package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Site.Role;
import io.margay.dataplane.kernel.Flows;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.dataplane.lab.Lab;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Two nodes with four slots for pods each, and a machine outside, as a cluster of the random generator has them: the
/// addresses are of its alphabet, so that its nets and pod CIDRs hold some of them.
public final class Topology implements AutoCloseable {
    static final List<String> NODES = List.of("n1", "n2");

    /// What no rule tells apart, of source ports: see [Prober].
    public static final int HIGH_SOURCE = 40_000;

    static final int MIDDLE_SOURCE = 5_000;
    static final int LOW_SOURCE = 500;

    private static final List<Integer> PORTS = List.of(80, 81, 443, 8080);
    private static final List<List<String>> SLOTS = List.of(
            List.of("10.0.0.1", "fd00::1"),
            List.of("10.0.0.2", "fd00::2"),
            List.of("10.0.0.3", "fd00::3"),
            List.of("10.0.0.4", "fd00::4"),
            List.of("10.0.0.5", "fd00::5"),
            List.of("10.0.0.6", "fd00::6"),
            List.of("10.0.1.1", "fd00::1:1"),
            List.of("10.0.1.2", "fd00::1:2"));
    private static final int SLOTS_A_NODE = 4;

    /// So that a connection is forgotten long before its source port comes again.
    private static final List<String> SHORT_MEMORY = List.of(
            "udp_timeout",
            "udp_timeout_stream",
            "icmp_timeout",
            "icmpv6_timeout",
            "generic_timeout",
            "tcp_timeout_syn_sent",
            "tcp_timeout_syn_recv",
            "tcp_timeout_close",
            "sctp_timeout_closed",
            "sctp_timeout_cookie_wait");

    private final Lab lab;
    private final boolean isForgetful;
    private final List<Site> sites = new ArrayList<>();
    private final Map<String, Lab.Node> nodes = new LinkedHashMap<>();

    private Topology(Lab lab, boolean isForgetful) {
        this.lab = lab;
        this.isForgetful = isForgetful;
    }

    /// Builds it, without any rules. Cost: half a second.
    static Topology open() {
        return open(true);
    }

    /// The same.
    ///
    /// @param isForgetful whether its nodes forget a connection after a second of silence
    static Topology open(boolean isForgetful) {
        var topology = new Topology(Lab.open(), isForgetful);
        for (int i = 0; i < NODES.size(); i++) {
            topology.addNode(NODES.get(i), ips("192.168.0." + (i + 1), "fd01::" + (i + 1)));
        }
        topology.addOutside(List.of(ips("198.51.100.7", "2001:db8::7")));
        for (int i = 0; i < SLOTS.size(); i++) {
            var addresses = ips(SLOTS.get(i).toArray(String[]::new));
            topology.addSlot(NODES.get(i / SLOTS_A_NODE), addresses);
        }
        return topology;
    }

    /// One without anything.
    public static Topology empty() {
        return new Topology(Lab.open(), true);
    }

    /// Adds a node; before any slot.
    public void addNode(String name, List<Ip> addresses) {
        var node = lab.addNode(name, addresses);
        nodes.put(name, node);
        if (isForgetful) {
            forgetSoon(node.netns());
        }
        sites.add(new Site(sites.size(), Role.HOST, name, node.netns(), addresses));
    }

    /// Adds a machine that is no node; before any slot.
    ///
    /// @param places its addresses, those of one site together
    void addOutside(List<List<Ip>> places) {
        var outside =
                lab.addNode("outside", places.stream().flatMap(List::stream).toList());
        places.forEach(addresses -> sites.add(new Site(sites.size(), Role.OUTSIDE, "", outside.netns(), addresses)));
    }

    /// Adds a slot on a node.
    public void addSlot(String node, List<Ip> addresses) {
        var on = Objects.requireNonNull(nodes.get(node), node);
        var workload = lab.addWorkload("slot" + sites.size(), on, addresses);
        sites.add(new Site(sites.size(), Role.SLOT, node, workload.netns(), addresses));
    }

    /// A slot's addresses are another's from now on.
    ///
    /// @return the slot that has them, as a site of its own
    Site move(Site from, Site to) {
        var workloads = lab.workloads();
        int slotsBefore = sites.size() - workloads.size();
        from.addresses()
                .forEach(ip -> lab.move(
                        ip, workloads.get(from.number() - slotsBefore), workloads.get(to.number() - slotsBefore)));
        return new Site(to.number(), Role.SLOT, to.node(), to.netns(), from.addresses());
    }

    /// The names of the nodes, in the order in which they came.
    List<String> nodes() {
        return List.copyOf(nodes.keySet());
    }

    private static void forgetSoon(Netns netns) {
        var _ = new NetnsThreads(netns)
                .call(() -> {
                    for (var name : SHORT_MEMORY) {
                        write(Path.of("/proc/sys/net/netfilter/nf_conntrack_" + name));
                    }
                    return netns;
                })
                .join();
    }

    private static void write(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, "1");
        }
    }

    /// All sites, by number.
    public List<Site> sites() {
        return List.copyOf(sites);
    }

    /// The slots.
    public List<Site> slots() {
        return sites.stream().filter(site -> site.role() == Role.SLOT).toList();
    }

    /// The network namespace of a node.
    public Netns node(String name) {
        return Objects.requireNonNull(nodes.get(name), name).netns();
    }

    /// The first packet of what was a known connection is that of a new one.
    void forgetConnections() {
        nodes.values().forEach(node -> Flows.forgetAll(node.netns()));
    }

    /// Every kind of packet between every two sites of which one at least is a slot.
    List<Shot> shots() {
        return shots(Stream.of(
                        ofProtocol(Protocol.TCP),
                        ofProtocol(Protocol.UDP),
                        ofProtocol(Protocol.SCTP),
                        echoes(Protocol.ICMP, 8, 13),
                        echoes(Protocol.ICMPV6, 128, 139),
                        Stream.of(
                                ported(Protocol.TCP, MIDDLE_SOURCE, 80),
                                ported(Protocol.TCP, LOW_SOURCE, 443),
                                ported(Protocol.UDP, LOW_SOURCE, 81),
                                ported(Protocol.TCP, 80, 443),
                                ported(Protocol.UDP, 8080, 81)))
                .flatMap(some -> some)
                .toList());
    }

    /// The kinds whose source ports come again so late that a connection is never taken for one before it.
    List<Shot> freshShots() {
        return shots().stream()
                .filter(shot ->
                        shot.transport().sourcePort() < 0 || shot.transport().sourcePort() == HIGH_SOURCE)
                .toList();
    }

    /// These kinds of packets between every two sites of which one at least is a slot.
    public List<Shot> shots(List<Transport> transports) {
        var shots = new ArrayList<Shot>();
        for (var from : sites) {
            sites.stream()
                    .filter(to -> !to.equals(from) && (from.role() == Role.SLOT || to.role() == Role.SLOT))
                    .forEach(to -> addAll(shots, from, to, transports));
        }
        return shots;
    }

    private static void addAll(List<Shot> shots, Site from, Site to, List<Transport> transports) {
        for (var version : IpVersion.values()) {
            boolean isBoth = from.find(version).isPresent() && to.find(version).isPresent();
            var other = version == IpVersion.V4 ? Protocol.ICMPV6 : Protocol.ICMP;
            transports.stream()
                    .filter(transport -> isBoth && !transport.protocol().equals(other))
                    .forEach(transport -> shots.add(new Shot(from, to, version, transport)));
        }
    }

    private static Stream<Transport> ofProtocol(Protocol protocol) {
        return PORTS.stream().map(port -> ported(protocol, HIGH_SOURCE, port));
    }

    private static Stream<Transport> echoes(Protocol protocol, int echo, int other) {
        return Stream.of(
                Transport.icmp(protocol, echo, 0),
                Transport.icmp(protocol, echo, 1),
                Transport.icmp(protocol, other, 0));
    }

    private static Transport ported(Protocol protocol, int source, int port) {
        return new Transport(protocol, source, port, Transport.NONE, Transport.NONE);
    }

    private static List<Ip> ips(String... texts) {
        return Arrays.stream(texts).map(text -> Ip.parse(text).orElseThrow()).toList();
    }

    @Override
    public void close() {
        lab.close();
    }
}
