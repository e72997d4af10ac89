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
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws packets for a cluster: between pods, hosts by their interfaces, and addresses in pods, in network sets, in pod
/// CIDRs and outside; of all protocols.
public final class RandomProbes {
    /// Ports that rules, named ports and failsafes know, and some that nobody does.
    private static final List<Integer> PORTS = List.of(80, 80, 81, 81, 443, 8080, 8080, 22, 53, 68, 179, 0, 65_535);

    private final Dice dice;
    private final List<PodEnd> workloads;

    private RandomProbes(Dice dice, List<PodEnd> workloads) {
        this.dice = dice;
        this.workloads = workloads;
    }

    /// So many probes.
    public static List<Probe> draw(RandomGenerator random, int count, Collection<Resource> resources) {
        var workloads = resources.stream().flatMap(RandomProbes::end).toList();
        var probes = new RandomProbes(new Dice(random), workloads);
        return IntStream.range(0, count)
                .mapToObj(i -> probes.probe(Integer.toString(i)))
                .toList();
    }

    /// Those with addresses; now and then one without.
    private static Stream<PodEnd> end(Resource resource) {
        var named = switch (resource) {
            case Pod pod -> pod.isEndpoint() && !pod.ips().isEmpty();
            case WorkloadEndpoint workload -> !workload.ipNetworks().isEmpty();
            default -> false;
        };
        var metadata = resource.metadata();
        return named ? Stream.of(new PodEnd(metadata.namespace(), metadata.name())) : Stream.empty();
    }

    private Probe probe(String id) {
        var from = end();
        var to = end();
        while (to.equals(from)) {
            to = end();
        }
        return new Probe(id, from, to, transport(), dice.orNull(50, () -> dice.oneOf(IpVersion.values())));
    }

    private End end() {
        var draw = dice.number(0, 99);
        if (draw < 55 && !workloads.isEmpty()) {
            return dice.pick(workloads);
        }
        if (draw < 57) {
            return new PodEnd(dice.pick(Words.NAMESPACES), dice.oneOf("p1", "p2", "w1"));
        }
        if (draw < 72) {
            return new HostEnd(dice.pick(Words.NODES), dice.oneOf("", "eth0", "eth0", "eth1"));
        }
        return new AddressEnd(address());
    }

    private Ip address() {
        return switch (dice.number(0, 9)) {
            case 0, 1 -> dice.pick(Words.POD_V4);
            case 2, 3 -> dice.pick(Words.POD_V6);
            case 4 -> Words.ip(dice.oneOf("192.168.0.1", "192.168.0.2", "203.0.113.1", "fd01::1"));
            case 5 -> dice.<Cidr>pick(Words.ALL_NETS).network();
            default -> dice.pick(Words.OUTSIDE);
        };
    }

    private Transport transport() {
        if (dice.chance(75)) {
            var port = dice.chance(98) ? (int) dice.pick(PORTS) : Transport.NONE;
            var source = dice.oneOf(40_000, 80, 8080, Transport.NONE);
            return new Transport(dice.pick(Words.WITH_PORTS), source, port, Transport.NONE, Transport.NONE);
        }
        var protocol = dice.pick(Words.WITHOUT_PORTS);
        if (protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6)) {
            return Transport.icmp(protocol, dice.oneOf(8, 8, 3, 128, 0), dice.oneOf(0, 0, 1));
        }
        return protocol.equals(Protocol.UDPLITE)
                ? Transport.to(protocol, 80)
                : new Transport(protocol, Transport.NONE, Transport.NONE, Transport.NONE, Transport.NONE);
    }
}
