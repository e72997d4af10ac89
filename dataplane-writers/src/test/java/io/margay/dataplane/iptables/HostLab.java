package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.flows.FlowWriter;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Conntrack;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkConntrack;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.kernel.netlink.NetlinkRoutes;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Packet;
import io.margay.dataplane.lab.Privileged;
import io.margay.dataplane.lab.Seen;
import io.margay.dataplane.lab.Station;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.dataplane.plan.Writer;
import io.margay.engine.Cluster;
import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.engine.simulation.BruteRuleSets;
import io.margay.engine.transaction.NamedSets;
import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.ruleset.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node `here` with a writer and two pods, `a` and `b`; another machine `there`, which is no node of the cluster,
/// with
/// a pod `far` behind it. What packets between them do is compared with what the Evaluator says.
final class HostLab implements AutoCloseable {
    static final String IP4 = "192.168.100.";
    static final String IP6 = "fd00:100::";

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration LONGER = Duration.ofSeconds(3);
    private static final List<Integer> TCP_PORTS = List.of(22, 80, 81, 443, 6443);
    private static final List<Integer> UDP_PORTS = List.of(53, 54, 67, 68);
    private static final String PODS = """
            {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: here}, status: {addresses: [
              {type: InternalIP, address: 192.168.100.1}, {type: InternalIP, address: "fd00:100::1"}]}}
            """;

    private static final String OF_HOST = "here there, there here, a here, here a, far here, here far, a b";
    private static final String FORWARDED = "there a, a there";

    /// One packet.
    private record Shot(String from, String to, IpVersion version, Transport transport) {}

    private final Lab lab;
    private final Lab.Node here;
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<String, List<Ip>> addresses = new LinkedHashMap<>();
    private final Ipset ipset;
    private final Routes routes;
    private final Conntrack conntrack;
    private final Writer writer;
    private final EnginePaths paths = new EnginePaths();
    private final ByTransaction desired = new ByTransaction();
    private long revision;
    private @Nullable Transaction latest;

    private HostLab(Lab lab, IptablesConfig config) {
        this.lab = lab;
        here = lab.addNode("here", ips(IP4 + "1", IP6 + "1"));
        ipset = NetlinkIpset.in(here.netns());
        routes = NetlinkRoutes.in(here.netns());
        conntrack = NetlinkConntrack.in(here.netns());
        writer = new FlowWriter(
                new IptablesWriter(
                        config,
                        new IptablesWriter.Outside(
                                Backends.only(Iptables.nft(commands())),
                                ipset,
                                routes,
                                paths,
                                InstantSource.fixed(Instant.EPOCH))),
                conntrack,
                config.marks().ofFlows());
    }

    static HostLab open() throws IOException {
        return open(IptablesConfig.standard());
    }

    static HostLab open(IptablesConfig config) throws IOException {
        Privileged.assumeLab();
        var hosts = new HostLab(Lab.open(), config);
        var there = hosts.lab.addNode("there", ips(IP4 + "2", IP6 + "2"));
        hosts.station("here", hosts.here.netns(), hosts.here.addresses());
        hosts.station("there", there.netns(), there.addresses());
        hosts.pod("a", hosts.here, "10.65.0.1", "fd00:65::1");
        hosts.pod("b", hosts.here, "10.65.0.2", "fd00:65::2");
        hosts.pod("far", there, "10.65.1.1", "fd00:65:1::1");
        return hosts;
    }

    private void pod(String name, Lab.Node node, String v4, String v6) throws IOException {
        var workload = lab.addWorkload(name, node, ips(v4, v6));
        station(name, workload.netns(), workload.addresses());
    }

    private void station(String name, Netns netns, List<Ip> own) throws IOException {
        addresses.put(name, own);
        stations.put(name, Station.open(netns, TCP_PORTS, UDP_PORTS));
    }

    /// Commands on the node `here`.
    Commands commands() {
        return Commands.in(here.netns());
    }

    /// Where the writer works.
    Netns netns() {
        return here.netns();
    }

    /// A host endpoint of `here`.
    static String host(String name, String fields) {
        return "{apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: %s, labels: {role: host}},"
                        .formatted(name)
                + " spec: {node: here, %s}}".formatted(fields);
    }

    /// A global policy for host endpoints.
    static String policy(String name, String fields) {
        return Cluster.calico("GlobalNetworkPolicy", name, "{selector: role == 'host', %s}".formatted(fields));
    }

    /// What `here` holds of a cluster that has these beside its pods.
    Cluster apply(String... documents) {
        var pods = Stream.of("a", "b", "far").map(this::podDocument);
        var all = Stream.of(Stream.of(PODS), pods, Stream.of(documents)).flatMap(part -> part);
        var cluster = Cluster.of(all.toArray(String[]::new));
        latest = everything(cluster, ++revision);
        assertThat(writer.apply(desired.receive(latest))).isEqualTo(new Writer.Done(List.of()));
        return cluster;
    }

    /// `here` goes to an engine at this address, and looks at what is around it.
    void goesToEngine(String address, int port) throws IOException {
        paths.to(InetAddress.getByName(address), port);
        assertThat(writer.refresh()).isEqualTo(new Writer.Done(List.of()));
    }

    private String podDocument(String name) {
        var ips = Objects.requireNonNull(addresses.get(name));
        return """
            {apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: %s, labels: {app: %s}},
              spec: {nodeName: %s, containers: [{name: c, image: i}]},
              status: {phase: Running, podIP: "%s", podIPs: [{ip: "%s"}, {ip: "%s"}]}}
            """.formatted(
                name, name, name.equals("far") ? "there" : "here", ips.getFirst(), ips.getFirst(), ips.getLast());
    }

    /// Rules here ask for nets and services, not for selectors.
    static Transaction everything(Cluster cluster, long revision) {
        var catalog = Catalog.of(cluster.resources());
        var endpoints = cluster.resources().stream()
                .flatMap(resource -> Holder.of(resource).stream())
                .filter(holder -> holder.isEndpoint() && holder.node().equals("here"))
                .map(holder -> BruteRuleSets.of(catalog, holder))
                .toList();
        var policies = catalog.tiers().stream()
                .flatMap(tier -> tier.policies().stream())
                .toList();
        return new Transaction(
                "here",
                0,
                revision,
                List.of(),
                services(cluster, policies),
                policies,
                profiles(catalog, endpoints),
                endpoints,
                Transaction.Gone.NOTHING);
    }

    private static List<SetChange> services(Cluster cluster, List<PolicyRules> policies) {
        var slices = cluster.resources().stream()
                .filter(EndpointSlice.class::isInstance)
                .map(EndpointSlice.class::cast)
                .toList();
        return policies.stream()
                .flatMap(policy -> NamedSets.of(policy).stream())
                .distinct()
                .map(set -> new SetChange(set, members((AddressSet.ServicePorts) set, slices), List.of()))
                .toList();
    }

    private static List<Transaction.Part> members(AddressSet.ServicePorts set, List<EndpointSlice> slices) {
        var members = new ArrayList<Transaction.Part>();
        for (var slice : slices) {
            if (slice.service().equals(set.service())) {
                slice.addresses()
                        .forEach(ip -> slice.ports()
                                .forEach(port -> members.add(
                                        new Transaction.Member(Cidr.of(ip), port.protocol(), port.port()))));
            }
        }
        return members;
    }

    private static List<ProfileRules> profiles(Catalog catalog, List<RuleSet> endpoints) {
        return endpoints.stream()
                .flatMap(endpoint -> endpoint.profiles().stream())
                .distinct()
                .map(catalog::profile)
                .toList();
    }

    /// What rules of the kernel that were applied last are called.
    RuleNames ruleNames() {
        var held = Objects.requireNonNull(latest);
        return RuleNames.of(
                held.policies(),
                held.profiles(),
                held.endpoints(),
                IptablesConfig.standard().failsafes());
    }

    /// That some packet was counted by a rule of this name.
    void expectCounted(RuleName name) {
        var saved = commands().run("iptables-nft-save", "-c", "-t", "filter").output();
        assertThat(saved.lines().filter(line -> line.contains(name.comment() + "\"")))
                .isNotEmpty()
                .noneMatch(line -> line.startsWith("[0:"));
    }

    /// That every packet between two ends does what the Evaluator says.
    void expectVerdicts(Cluster cluster) {
        expectVerdicts(cluster, OF_HOST + ", " + FORWARDED);
    }

    /// The same but for packets that `here` forwards from or to elsewhere, of which host endpoints may have their own
    /// say that the Evaluator knows nothing of.
    void expectVerdictsOfHost(Cluster cluster) {
        expectVerdicts(cluster, OF_HOST);
    }

    private void expectVerdicts(Cluster cluster, String pairs) {
        var evaluator = Evaluator.of(cluster.resources());
        var wrong = new ArrayList<String>();
        var sent = new LinkedHashMap<String, CompletableFuture<Boolean>>();
        for (var shot : shots(pairs)) {
            boolean allowed = allows(evaluator, shot);
            sent.put((allowed ? "" : "!") + shot, send(shot, allowed).thenApply(passed -> passed == allowed));
        }
        sent.forEach((shot, right) -> {
            if (!right.join()) {
                wrong.add(shot);
            }
        });
        assertThat(wrong).as("packets that did what they must not").isEmpty();
    }

    private static List<Shot> shots(String pairs) {
        var shots = new ArrayList<Shot>();
        for (var pair : pairs.split(", ", -1)) {
            var ends = pair.split(" ", -1);
            for (var version : IpVersion.values()) {
                transports(version).forEach(transport -> shots.add(new Shot(ends[0], ends[1], version, transport)));
            }
        }
        return shots;
    }

    private static Stream<Transport> transports(IpVersion version) {
        var ping =
                version == IpVersion.V4 ? Transport.icmp(Protocol.ICMP, 8, 0) : Transport.icmp(Protocol.ICMPV6, 128, 0);
        return Stream.of(
                        TCP_PORTS.stream().map(port -> Transport.to(Protocol.TCP, port)),
                        UDP_PORTS.stream().map(port -> Transport.to(Protocol.UDP, port)),
                        Stream.of(ping))
                .flatMap(part -> part);
    }

    private boolean allows(Evaluator evaluator, Shot shot) {
        var probe =
                new Probe("", end(shot.from, shot.version), end(shot.to, shot.version), shot.transport, shot.version);
        var answer = evaluator.judge(probe);
        assertThat(answer).as(shot.toString()).isInstanceOf(Judged.class);
        return ((Judged) answer).verdict() == Verdict.ALLOW;
    }

    private End end(String name, IpVersion version) {
        return switch (name) {
            case "here" -> new End.HostEnd("here", "");
            case "there" -> new End.AddressEnd(ip(name, version));
            default -> new End.PodEnd("shop", name);
        };
    }

    private CompletableFuture<Boolean> send(Shot shot, boolean allowed) {
        return send(shot.from, ip(shot.to, shot.version), shot.transport, allowed);
    }

    private CompletableFuture<Boolean> send(String from, Ip to, Transport transport, boolean allowed) {
        var station = Objects.requireNonNull(stations.get(from), from);
        var patience = allowed ? LONGER : PATIENCE;
        var seen = transport.icmpType() == Transport.NONE
                ? station.send(new Packet(transport.protocol(), to, transport.port(), 0), patience)
                : station.ping(to, patience);
        return seen.thenApply(answer -> answer == Seen.ANSWERED);
    }

    /// Whether a TCP connection is made from one end to an address.
    boolean connects(String from, String to, int port) {
        return send(from, Ip.parse(to).orElseThrow(), Transport.to(Protocol.TCP, port), true)
                .join();
    }

    /// Whether one is not made.
    boolean isCut(String from, String to, int port) {
        return !send(from, Ip.parse(to).orElseThrow(), Transport.to(Protocol.TCP, port), false)
                .join();
    }

    /// Whether a packet over UDP is answered: the next one of a flow where the same was sent before.
    ///
    /// @param sourcePort of the flow
    boolean asks(String from, Ip to, int port, int sourcePort) {
        return exchange(from, new Packet(Protocol.UDP, to, port, sourcePort), LONGER);
    }

    /// The same where no answer is expected.
    boolean asksAtOnce(String from, Ip to, int port, int sourcePort) {
        return exchange(from, new Packet(Protocol.UDP, to, port, sourcePort), PATIENCE);
    }

    private boolean exchange(String from, Packet packet, Duration patience) {
        var station = Objects.requireNonNull(stations.get(from), from);
        return station.send(packet, patience).join() == Seen.ANSWERED;
    }

    Ip ip(String name, IpVersion version) {
        return Objects.requireNonNull(addresses.get(name), name).stream()
                .filter(ip -> ip.version() == version)
                .findFirst()
                .orElseThrow();
    }

    private static List<Ip> ips(String... texts) {
        return Stream.of(texts).map(text -> Ip.parse(text).orElseThrow()).toList();
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
        ipset.close();
        conntrack.close();
        routes.close();
        lab.close();
    }
}
