package io.margay.engine.bruteforce;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.End.AddressEnd;
import io.margay.engine.verdict.End.HostEnd;
import io.margay.engine.verdict.End.PodEnd;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is meant by an end of a packet, and whose policies are asked there.
final class Ends {
    /// An end: where it is, as far as it is ours, and its addresses.
    ///
    /// @param endpoint whose policies are asked; null: nobody's
    /// @param host whether it is a machine
    record Spot(@Nullable Holder endpoint, String node, boolean host, List<Ip> addresses) {
        Optional<Ip> address(IpVersion version) {
            return addresses.stream().filter(ip -> ip.version() == version).findFirst();
        }
    }

    private final World world;

    Ends(World world) {
        this.world = world;
    }

    Optional<Spot> find(End end) {
        return switch (end) {
            case PodEnd(var namespace, var name) -> pod(namespace, name);
            case HostEnd(var node, var interfaceName) -> host(node).map(it -> host(it, interfaceName));
            case AddressEnd(var address) -> Optional.of(at(address));
        };
    }

    private Optional<Spot> pod(String namespace, String name) {
        return workloads().stream()
                .filter(it -> it.key().namespace().equals(namespace) && it.key().name().equals(name))
                .findFirst()
                .map(Ends::workload);
    }

    private List<Holder> workloads() {
        return world.holders().stream().filter(Holder::isWorkload).toList();
    }

    private static Spot workload(Holder holder) {
        return new Spot(
                holder,
                holder.node(),
                false,
                holder.nets().stream().map(net -> net.network()).toList());
    }

    private Optional<Node> host(String name) {
        return world.all(Node.class).stream()
                .filter(node -> node.metadata().name().equals(name))
                .findFirst();
    }

    private Spot host(Node node, String interfaceName) {
        var main = mainInterface(node);
        var asked = interfaceName.isEmpty() ? main : interfaceName;
        var onIt = asked.equals(main) ? node.internalIps() : List.<Ip>of();
        var name = node.metadata().name();
        var taker = taker(name, asked, onIt)
                .flatMap(key -> world.holders().stream()
                        .filter(holder -> holder.key().equals(key.key()))
                        .findFirst());
        return new Spot(taker.orElse(null), name, true, node.internalIps());
    }

    private Spot at(Ip address) {
        var workload = workloads().stream().filter(it -> it.holds(address)).findFirst();
        if (workload.isPresent()) {
            return new Spot(workload.get(), workload.get().node(), false, List.of(address));
        }
        var node = world.all(Node.class).stream()
                .filter(it -> World.addresses(it).contains(address))
                .findFirst();
        return node.map(it -> host(it, ""))
                .map(spot -> new Spot(spot.endpoint(), spot.node(), true, List.of(address)))
                .orElse(new Spot(null, "", false, List.of(address)));
    }

    /// Interfaces are not among the resources: the one with the InternalIPs is that which a host endpoint names that
    /// expects one of them, else `eth0`.
    private String mainInterface(Node node) {
        return hostEndpoints(node.metadata().name()).stream()
                .filter(it -> !it.interfaceName().isEmpty() && !it.interfaceName().equals("*"))
                .filter(it -> it.expectedIps().stream().anyMatch(node.internalIps()::contains))
                .map(HostEndpoint::interfaceName)
                .findFirst()
                .orElse("eth0");
    }

    /// The first by name that names the interface, or names none and expects an address on it; else the first for all.
    private Optional<HostEndpoint> taker(String node, String interfaceName, List<Ip> onIt) {
        var all = hostEndpoints(node);
        return all.stream()
                .filter(it -> it.interfaceName().equals(interfaceName)
                        || it.interfaceName().isEmpty()
                                && it.expectedIps().stream().anyMatch(onIt::contains))
                .findFirst()
                .or(() -> all.stream()
                        .filter(it -> it.interfaceName().equals("*"))
                        .findFirst());
    }

    private List<HostEndpoint> hostEndpoints(String node) {
        return world.all(HostEndpoint.class).stream()
                .filter(it -> it.node().equals(node))
                .sorted(Comparator.comparing(it -> it.metadata().name()))
                .toList();
    }
}
