package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.dataplane.kernel.RawSocket;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.lab.Seen;
import io.margay.dataplane.lab.Station;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.SetMembers;
import io.margay.dataplane.plan.SetPlan;
import io.margay.dataplane.plan.Writer;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// A lab with a writer on its first node, and words for what packets must do.
///
/// A packet is `FROM PROTOCOL PORT [SOURCE-PORT]`, sent to the server, or `FROM>TO …`; with `!` before it, it must
/// not arrive.
final class PacketLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /// More than there are to look at.
    private static final int PARTS = 12;

    private static final Duration LONGER = Duration.ofSeconds(3);

    private final Lab lab;
    private final Lab.Node node;
    private final Map<String, Lab.Workload> workloads = new LinkedHashMap<>();
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final List<Ipset> ipsets = new ArrayList<>();
    private final List<Routes> routes = new ArrayList<>();
    private final ByTransaction host = new ByTransaction();
    private final MovedClock clock = new MovedClock();
    private final Writer writer;
    private long revision;

    private PacketLab(
            Lab lab, Lab.Node node, BiFunction<IptablesWriter.Outside, Commands, IptablesWriter.Outside> change) {
        this.lab = lab;
        this.node = node;
        this.writer = newWriter(change);
    }

    /// The time that writers see.
    MovedClock clock() {
        return clock;
    }

    /// The node that the writer is on.
    Lab.Node node() {
        return node;
    }

    static PacketLab open() throws IOException {
        return open((outside, _) -> outside);
    }

    /// One whose writer has something else outside.
    static PacketLab open(BiFunction<IptablesWriter.Outside, Commands, IptablesWriter.Outside> change)
            throws IOException {
        Privileged.assumeLab();
        var lab = Lab.open();
        var here = lab.addNode("here", List.of(ip("192.168.100.1"), ip("fd00:100::1")));
        var there = lab.addNode("there", List.of(ip("192.168.100.2"), ip("fd00:100::2")));
        var packets = new PacketLab(lab, here, change);
        packets.add("a", here, "10.65.0.1", "fd00:65::1");
        packets.add("b", here, "10.65.0.2", "fd00:65::2");
        packets.add("server", here, "10.65.0.3", "fd00:65::3");
        packets.add("far", there, "10.65.1.1", "fd00:65:1::1");
        return packets;
    }

    /// A new life of the agent on the node, which knows nothing.
    Writer newWriter() {
        return newWriter((outside, _) -> outside);
    }

    /// One that has something else outside.
    Writer newWriter(BiFunction<IptablesWriter.Outside, Commands, IptablesWriter.Outside> change) {
        return newWriter(IptablesConfig.standard(), change);
    }

    /// One that works so, and has something else outside.
    Writer newWriter(
            IptablesConfig config, BiFunction<IptablesWriter.Outside, Commands, IptablesWriter.Outside> change) {
        var commands = Commands.in(node.netns());
        var ipset = NetlinkIpset.in(node.netns());
        ipsets.add(ipset);
        var routesHere = NetlinkRoutes.in(node.netns());
        routes.add(routesHere);
        var outside = new IptablesWriter.Outside(Backends.only(Iptables.nft(commands)), ipset, routesHere, clock);
        return new IptablesWriter(config, change.apply(outside, commands));
    }

    private void add(String name, Lab.Node node, String v4, String v6) throws IOException {
        var workload = lab.addWorkload(name, node, List.of(ip(v4), ip(v6)));
        workloads.put(name, workload);
        stations.put(name, Station.open(workload.netns(), List.of(80, 81, 90, 91, 443), List.of(53, 54)));
    }

    /// The peers; the endpoints but for the server are open.
    Holding holding() {
        var holding = new Holding();
        workloads.forEach((name, workload) -> {
            if (name.equals("server")) {
                holding.peer(
                        name,
                        workload.addresses(),
                        new NamedPort("web", Protocol.TCP, 81),
                        new NamedPort("dns", Protocol.UDP, 53));
            } else {
                holding.peer(name, workload.addresses());
            }
        });
        return holding.endpoint("a", "open").endpoint("b", "open");
    }

    /// The server under one policy with these ingress rules.
    Holding under(Holding holding, Rule... rules) {
        return holding.policy("p", Direction.INGRESS, rules)
                .endpoint("server", "open", Holding.tier("default", Action.DENY, Direction.INGRESS, "p"));
    }

    void underPolicy(Rule... rules) {
        apply(under(holding(), rules));
    }

    void apply(Holding holding) {
        apply(holding.everything(0, ++revision));
    }

    void apply(Transaction transaction) {
        assertThat(tryTo(transaction)).isEqualTo(new Writer.Done(List.of()));
    }

    /// What came of it.
    Writer.Outcome tryTo(Transaction transaction) {
        return writer.apply(plan(transaction));
    }

    Writer.Outcome tryTo(Plan plan) {
        return writer.apply(plan);
    }

    Writer.Outcome tryTo(Holding holding) {
        return tryTo(holding.everything(0, ++revision));
    }

    /// What a writer does with it.
    Plan plan(Transaction transaction) {
        return host.receive(transaction);
    }

    /// Looks whether the set of those called `a` has the addresses of these.
    Writer.Done check(String... members) {
        var cidrs = Stream.of(members).flatMap(name -> cidrs(name).stream()).toList();
        var whole = new SetPlan.Whole(new AddressSet.Selected(Rules.app("a")), SetMembers.of(cidrs));
        var outcome = writer.check(List.of(whole));
        assertThat(outcome).isInstanceOf(Writer.Done.class);
        return (Writer.Done) outcome;
    }

    /// A whole round of looking, when it is time for it: what was repaired.
    List<Writer.Repair> round() {
        return round(writer);
    }

    /// The same of another writer.
    List<Writer.Repair> round(Writer looking) {
        clock.move(IptablesConfig.standard().upkeep().verifyInterval());
        var repairs = new ArrayList<Writer.Repair>();
        for (int part = 0; part < PARTS; part++) {
            var outcome = looking.refresh();
            assertThat(outcome).isInstanceOf(Writer.Done.class);
            repairs.addAll(((Writer.Done) outcome).repairs());
        }
        return repairs;
    }

    /// A change of what was applied last.
    Transaction next(List<Transaction.IdentityChange> identities, List<Transaction.SetChange> sets) {
        long base = revision++;
        return new Transaction(
                "test", base, revision, identities, sets, List.of(), List.of(), List.of(), Transaction.Gone.NOTHING);
    }

    Writer.Outcome refresh() {
        return writer.refresh();
    }

    List<Cidr> cidrs(String name) {
        return List.of(Cidr.of(ip4(name)), Cidr.of(ip6(name)));
    }

    void expect(String... packets) {
        expect(List.of(IpVersion.values()), packets);
    }

    void expect4(String... packets) {
        expect(List.of(IpVersion.V4), packets);
    }

    void expect6(String... packets) {
        expect(List.of(IpVersion.V6), packets);
    }

    private void expect(List<IpVersion> versions, String... packets) {
        var wrong = new ArrayList<String>();
        var sent = new LinkedHashMap<String, CompletableFuture<Boolean>>();
        for (var version : versions) {
            for (var packet : packets) {
                sent.put("v" + version.number() + " " + packet, isAsExpected(packet, version));
            }
        }
        sent.forEach((packet, right) -> {
            if (!right.join()) {
                wrong.add(packet);
            }
        });
        assertThat(wrong).as("packets that did what they must not").isEmpty();
    }

    private CompletableFuture<Boolean> isAsExpected(String text, IpVersion version) {
        boolean denied = text.startsWith("!");
        var words = text.substring(denied ? 1 : 0).split(" ", -1);
        var ends = words[0].split(">", -1);
        var to = ip(ends.length > 1 ? ends[1] : "server", version);
        var station = station(ends[0]);
        var patience = denied ? PATIENCE : LONGER;
        if (words[1].equals("ping")) {
            return station.ping(to, patience).thenApply(seen -> (seen == Seen.ANSWERED) != denied);
        }
        var protocol = words[1].equals("tcp") ? Protocol.TCP : Protocol.UDP;
        int sourcePort = words.length > 3 ? Integer.parseInt(words[3]) : 0;
        var packet = new Packet(protocol, to, Integer.parseInt(words[2]), sourcePort);
        return station.send(packet, patience).thenApply(seen -> seen == (denied ? Seen.SILENT : Seen.ANSWERED));
    }

    /// Whether a packet of any protocol, from `a`, gets through to the server.
    boolean arrives(IpVersion version, Protocol protocol, byte[] payload) {
        return isHeard(version, protocol, payload, LONGER);
    }

    /// Whether such a packet does not get through.
    boolean isDropped(IpVersion version, Protocol protocol, byte[] payload) {
        return !isHeard(version, protocol, payload, PATIENCE);
    }

    private boolean isHeard(IpVersion version, Protocol protocol, byte[] payload, Duration patience) {
        var listening = new CountDownLatch(1);
        var heard = in("server", () -> {
            try (var socket = RawSocket.open(version, protocol.number())) {
                listening.countDown();
                return socket.hears(patience);
            }
        });
        return in("a", () -> {
                    try (var socket = RawSocket.open(version, protocol.number())) {
                        listening.await();
                        socket.send(ip("server", version), payload);
                        return true;
                    }
                })
                .thenCombine(heard, Boolean::logicalAnd)
                .join();
    }

    private CompletableFuture<Boolean> in(String name, Callable<Boolean> work) {
        return new NetnsThreads(netns(name)).call(work);
    }

    /// The namespace of a workload.
    Netns netns(String name) {
        return Objects.requireNonNull(workloads.get(name), name).netns();
    }

    Ip ip4(String name) {
        return ip(name, IpVersion.V4);
    }

    Ip ip6(String name) {
        return ip(name, IpVersion.V6);
    }

    /// The address of a workload.
    Ip ip(String name, IpVersion version) {
        return workloads.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name))
                .flatMap(entry -> entry.getValue().addresses().stream())
                .filter(ip -> ip.version() == version)
                .findFirst()
                .orElseThrow();
    }

    String net(String name) {
        return Cidr.of(ip4(name)).toString();
    }

    String net6(String name) {
        return Cidr.of(ip6(name)).toString();
    }

    Transaction.Member member(Ip ip, Protocol protocol, int port) {
        return new Transaction.Member(Cidr.of(ip), protocol, port);
    }

    Station station(String name) {
        return Objects.requireNonNull(stations.get(name), name);
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    @Override
    public void close() {
        for (var station : stations.values()) {
            try {
                station.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        ipsets.forEach(Ipset::close);
        routes.forEach(Routes::close);
        lab.close();
    }
}
