package io.margay.cli.demo;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who takes part in a demo: the nodes that have workloads, and the workloads that have addresses.
public record Scene(List<Host> hosts, List<Workload> workloads) {
    /// A node.
    ///
    /// @param addresses one an IP version; made up where its resource says none: pods of either may be on it
    record Host(String name, List<Ip> addresses) {
        Host {
            addresses = List.copyOf(addresses);
        }
    }

    /// A pod or a workload endpoint.
    ///
    /// @param addresses at most one an IP version
    record Workload(ResourceKey key, String node, List<Ip> addresses, List<NamedPort> ports) {
        Workload {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }

        Optional<Ip> address(IpVersion version) {
            return addresses.stream().filter(ip -> ip.version() == version).findFirst();
        }
    }

    public Scene {
        hosts = List.copyOf(hosts);
        workloads = List.copyOf(workloads);
    }

    /// The scene that resources describe, in the order of names.
    public static Scene of(Collection<? extends Resource> resources) {
        var nodes = new TreeMap<String, List<Ip>>();
        var workloads = resources.stream()
                .flatMap(resource -> workload(resource).stream())
                .filter(workload -> !workload.addresses.isEmpty())
                .sorted(Comparator.comparing(workload -> workload.key.path()))
                .toList();
        workloads.forEach(workload -> nodes.put(workload.node, List.of()));
        resources.stream()
                .flatMap(resource -> resource instanceof Node node ? Stream.of(node) : Stream.empty())
                .forEach(node -> nodes.computeIfPresent(node.metadata().name(), (_, _) -> node.internalIps()));
        return new Scene(hosts(nodes), workloads);
    }

    private static List<Host> hosts(Map<String, List<Ip>> nodes) {
        var hosts = new ArrayList<Host>();
        nodes.forEach((name, addresses) -> {
            var madeUp = madeUp(hosts.size() + 1);
            hosts.add(new Host(
                    name,
                    onePerVersion(
                            Stream.concat(addresses.stream(), madeUp.stream()).toList())));
        });
        return hosts;
    }

    /// Of a range for benchmarks (RFC 2544), and of a private one.
    private static List<Ip> madeUp(int number) {
        return List.of(
                new Ip(IpVersion.V4, 0, 0xc612_0000L + number), new Ip(IpVersion.V6, 0xfd00_6d61_7267_0000L, number));
    }

    private static Optional<Workload> workload(Resource resource) {
        return switch (resource) {
            case Pod pod
            when pod.isEndpoint() ->
                Optional.of(new Workload(pod.key(), pod.nodeName(), onePerVersion(pod.ips()), pod.ports()));
            case WorkloadEndpoint endpoint ->
                Optional.of(new Workload(
                        endpoint.key(),
                        endpoint.node(),
                        onePerVersion(endpoint.ipNetworks().stream()
                                .map(Cidr::network)
                                .toList()),
                        endpoint.ports()));
            default -> Optional.empty();
        };
    }

    private static List<Ip> onePerVersion(List<Ip> addresses) {
        var first = new EnumMap<IpVersion, Ip>(IpVersion.class);
        addresses.forEach(ip -> first.putIfAbsent(ip.version(), ip));
        return List.copyOf(first.values());
    }
}
