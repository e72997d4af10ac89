package io.margay.engine.random;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.End.AddressEnd;
import io.margay.engine.verdict.End.HostEnd;
import io.margay.engine.verdict.End.PodEnd;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws packets for a cluster: between pods, hosts by their interfaces, and addresses in pods, in network sets, in pod
/// CIDRs and outside; of all protocols.
public final class RandomProbes {
    /// Ports that rules, named ports and failsafes know, and some that nobody does.
    private static final List<Integer> PORTS = List.of(80, 80, 81, 81, 443, 8080, 8080, 22, 53, 68, 179, 0, 65_535);

    private final Dice dice;
    private final Map<IpVersion, List<End>> workloads = new EnumMap<>(IpVersion.class);
    private final Map<IpVersion, List<End>> hosts = new EnumMap<>(IpVersion.class);

    private RandomProbes(Dice dice, Collection<Resource> resources) {
        this.dice = dice;
        for (var version : IpVersion.values()) {
            workloads.put(
                    version,
                    resources.stream().flatMap(it -> workload(it, version)).toList());
            hosts.put(
                    version,
                    resources.stream().flatMap(it -> hosts(it, version)).toList());
        }
    }

    /// So many probes.
    public static List<Probe> draw(RandomGenerator random, int count, Collection<Resource> resources) {
        var probes = new RandomProbes(new Dice(random), resources);
        return IntStream.range(0, count)
                .mapToObj(i -> probes.probe(Integer.toString(i)))
                .toList();
    }

    private static Stream<End> workload(Resource resource, IpVersion version) {
        var has = switch (resource) {
            case Pod pod -> pod.isEndpoint() && has(pod.ips(), version);
            case WorkloadEndpoint workload -> workload.ipNetworks().stream().anyMatch(net -> net.version() == version);
            default -> false;
        };
        var metadata = resource.metadata();
        return has ? Stream.of(new PodEnd(metadata.namespace(), metadata.name())) : Stream.empty();
    }

    private static Stream<End> hosts(Resource resource, IpVersion version) {
        return resource instanceof Node node && has(node.internalIps(), version)
                ? Stream.of("", "eth0", "eth0", "eth1")
                        .map(it -> new HostEnd(node.metadata().name(), it))
                : Stream.empty();
    }

    private static boolean has(List<Ip> ips, IpVersion version) {
        return ips.stream().anyMatch(ip -> ip.version() == version);
    }

    /// Mostly between ends that have addresses of one version.
    private Probe probe(String id) {
        var version = dice.chance(60) ? IpVersion.V4 : IpVersion.V6;
        var from = end(version);
        var to = end(dice.chance(97) ? version : dice.oneOf(IpVersion.values()));
        while (to.equals(from)) {
            to = end(version);
        }
        return new Probe(id, from, to, transport(), dice.chance(50) ? null : version);
    }

    private End end(IpVersion version) {
        var draw = dice.number(0, 99);
        if (draw < 60 && !workloads(version).isEmpty()) {
            return dice.pick(workloads(version));
        }
        if (draw < 76 && !hosts(version).isEmpty()) {
            return dice.pick(hosts(version));
        }
        return draw < 79 ? anything() : new AddressEnd(address(version));
    }

    private List<End> workloads(IpVersion version) {
        return workloads.getOrDefault(version, List.of());
    }

    private List<End> hosts(IpVersion version) {
        return hosts.getOrDefault(version, List.of());
    }

    /// What may not be there, have no address, have ended, or use its host's network.
    private End anything() {
        return dice.chance(80)
                ? new PodEnd(dice.pick(Words.NAMESPACES), dice.oneOf("p1", "p2", "p3", "p4", "w1"))
                : new HostEnd(dice.oneOf("n1", "n3"), "");
    }

    private Ip address(IpVersion version) {
        var v4 = version == IpVersion.V4;
        return switch (dice.number(0, 9)) {
            case 0, 1, 2 -> dice.pick(v4 ? Words.POD_V4 : Words.POD_V6);
            case 3 -> Words.ip(v4 ? dice.oneOf("192.168.0.1", "192.168.0.2", "203.0.113.1") : "fd01::1");
            case 4 -> dice.<Cidr>pick(v4 ? Words.V4 : Words.V6).network();
            default -> dice.pick(v4 ? Words.OUTSIDE_V4 : Words.OUTSIDE_V6);
        };
    }

    private Transport transport() {
        if (dice.chance(70)) {
            var port = dice.chance(98) ? (int) dice.pick(PORTS) : Transport.NONE;
            var source = dice.oneOf(40_000, 80, 8080, Transport.NONE);
            return new Transport(dice.pick(Words.WITH_PORTS), source, port, Transport.NONE, Transport.NONE);
        }
        var protocol = dice.pick(Words.WITHOUT_PORTS);
        if (protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6)) {
            var type = dice.oneOf(8, 8, 3, 128, Transport.NONE);
            return Transport.icmp(protocol, type, type < 0 ? Transport.NONE : dice.oneOf(0, 0, 1, Transport.NONE));
        }
        return protocol.equals(Protocol.UDPLITE)
                ? Transport.to(protocol, 80)
                : new Transport(protocol, Transport.NONE, Transport.NONE, Transport.NONE, Transport.NONE);
    }
}
