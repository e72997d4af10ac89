package io.margay.dataplane.differential;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A cluster that somebody wrote, with packets to try, in a topology that is made for it.
///
/// What does not fit is left out, and said: host endpoints; of endpoints with one address, all but the first; packets
/// that begin no connection, or whose ends are nowhere in the topology.
final class WrittenCase {
    /// A source port that is sent as it is.
    private static final int SOURCE = 40_001;

    private static final List<Integer> PORTS = List.of(80, 443, 5432);
    private static final Set<Integer> ASKS = Set.of(8, 13, 128, 139);

    private final List<Resource> resources;
    private final List<Probe> probes;
    private final TreeMap<String, Integer> leftOut = new TreeMap<>();
    private final Map<Ip, Site> sites = new HashMap<>();

    WrittenCase(List<Resource> resources, List<Probe> probes) {
        this.resources =
                resources.stream().filter(it -> !(it instanceof HostEndpoint)).toList();
        this.probes = List.copyOf(probes);
        if (this.resources.size() < resources.size()) {
            leftOut.put("host endpoints", resources.size() - this.resources.size());
        }
    }

    List<Resource> resources() {
        return resources;
    }

    /// What does not fit, and how much of it.
    Map<String, Integer> leftOut() {
        return leftOut;
    }

    /// The topology.
    Topology build() {
        var topology = Topology.empty();
        var nodes = nodes();
        nodes.forEach(topology::addNode);
        var outside = outside(nodes.values().stream().flatMap(List::stream).toList());
        if (!outside.isEmpty()) {
            topology.addOutside(outside.stream().map(List::of).toList());
        }
        var taken = new TreeSet<Ip>();
        for (var resource : resources) {
            addSlot(topology, resource, taken);
        }
        topology.sites().forEach(site -> site.addresses().forEach(ip -> sites.put(ip, site)));
        return topology;
    }

    private void addSlot(Topology topology, Resource resource, Set<Ip> taken) {
        var addresses = onePerVersion(Occupants.addresses(resource));
        if (!addresses.isEmpty() && addresses.stream().noneMatch(taken::contains)) {
            topology.addSlot(node(resource), addresses);
            taken.addAll(addresses);
        } else if (!addresses.isEmpty()) {
            leaveOut("endpoints whose address another has");
        }
    }

    private static List<Ip> onePerVersion(List<Ip> ips) {
        var first = new TreeMap<IpVersion, Ip>();
        ips.forEach(ip -> first.putIfAbsent(ip.version(), ip));
        return List.copyOf(first.values());
    }

    private static String node(Resource resource) {
        return switch (resource) {
            case Pod pod -> pod.nodeName();
            case WorkloadEndpoint workload -> workload.node();
            default -> throw new IllegalArgumentException(resource + " is no endpoint");
        };
    }

    private Map<String, List<Ip>> nodes() {
        var nodes = new TreeMap<String, List<Ip>>();
        resources.stream()
                .filter(it -> !Occupants.addresses(it).isEmpty())
                .forEach(it -> nodes.put(node(it), List.of()));
        resources.stream()
                .filter(Node.class::isInstance)
                .map(Node.class::cast)
                .forEach(node -> nodes.put(node.metadata().name(), onePerVersion(node.internalIps())));
        int number = 0;
        for (var node : nodes.entrySet()) {
            number++;
            node.setValue(complete(node.getValue(), number));
        }
        return nodes;
    }

    /// Nodes reach each other over both versions, whatever their resources say.
    private static List<Ip> complete(List<Ip> addresses, int number) {
        var all = new ArrayList<>(addresses);
        for (var text : List.of("172.31.255." + number, "fd31::" + number)) {
            var ip = Ip.parse(text).orElseThrow();
            if (all.stream().noneMatch(it -> it.version() == ip.version())) {
                all.add(ip);
            }
        }
        return all;
    }

    private Set<Ip> outside(Collection<Ip> nodes) {
        var outside = new LinkedHashSet<Ip>();
        probes.forEach(probe ->
                List.of(probe.from(), probe.to()).forEach(end -> address(end).ifPresent(outside::add)));
        outside.removeAll(nodes);
        resources.forEach(it -> Occupants.addresses(it).forEach(outside::remove));
        int all = outside.size();
        resources.stream().filter(Node.class::isInstance).map(Node.class::cast).forEach(node -> {
            node.otherIps().forEach(outside::remove);
            // Hosts do not know of pod CIDRs yet: the roadmap.
            node.podCidrs().forEach(cidr -> outside.removeIf(cidr::contains));
        });
        if (outside.size() < all) {
            leftOut.put(
                    "addresses of nodes' other interfaces, and those of pod CIDRs that nobody has",
                    all - outside.size());
        }
        return outside;
    }

    private static Optional<Ip> address(End end) {
        return end instanceof End.AddressEnd(var ip) ? Optional.of(ip) : Optional.empty();
    }

    /// The packets that were written, and one of each protocol between all ends.
    List<Shot> shots(Topology topology) {
        var shots = new LinkedHashSet<Shot>();
        probes.forEach(probe -> shot(probe).ifPresentOrElse(shots::add, () -> leaveOut("packets")));
        var transports = new ArrayList<Transport>();
        for (var protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
            PORTS.forEach(port -> transports.add(ported(protocol, port, SOURCE)));
        }
        transports.add(Transport.icmp(Protocol.ICMP, 8, 0));
        transports.add(Transport.icmp(Protocol.ICMPV6, 128, 0));
        shots.addAll(topology.shots(transports));
        return List.copyOf(shots);
    }

    private Optional<Shot> shot(Probe probe) {
        var version = probe.ipVersion();
        for (var candidate : version == null ? IpVersion.values() : new IpVersion[] {version}) {
            var from = site(probe.from(), candidate);
            var to = site(probe.to(), candidate);
            if (from.isPresent() && to.isPresent()) {
                return transport(probe.transport())
                        .filter(_ -> !from.equals(to))
                        .filter(_ ->
                                from.get().role() == Site.Role.SLOT || to.get().role() == Site.Role.SLOT)
                        .map(transport -> new Shot(from.get(), to.get(), candidate, transport));
            }
        }
        return Optional.empty();
    }

    private Optional<Site> site(End end, IpVersion version) {
        return switch (end) {
            case End.AddressEnd(var ip) -> Optional.ofNullable(sites.get(ip)).filter(_ -> ip.version() == version);
            case End.PodEnd(var namespace, var name) ->
                resources.stream()
                        .filter(it -> it.metadata().namespace().equals(namespace)
                                && it.metadata().name().equals(name))
                        .flatMap(it -> Occupants.addresses(it).stream())
                        .filter(ip -> ip.version() == version)
                        .flatMap(ip -> Optional.ofNullable(sites.get(ip)).stream())
                        .findFirst();
            case End.HostEnd(var node, var _) ->
                sites.values().stream()
                        .filter(site ->
                                site.role() == Site.Role.HOST && site.node().equals(node))
                        .filter(site -> site.find(version).isPresent())
                        .findFirst();
        };
    }

    private static Optional<Transport> transport(Transport written) {
        var protocol = written.protocol();
        if (protocol.hasPorts() && written.port() > 0) {
            int source = written.sourcePort() > 0 ? written.sourcePort() : SOURCE;
            return Optional.of(ported(protocol, written.port(), source));
        }
        boolean asks = ASKS.contains(written.icmpType()) && written.icmpCode() >= 0;
        return asks ? Optional.of(written) : Optional.empty();
    }

    private static Transport ported(Protocol protocol, int port, int source) {
        return new Transport(protocol, source, port, Transport.NONE, Transport.NONE);
    }

    private void leaveOut(String what) {
        leftOut.merge(what, 1, Integer::sum);
    }
}
