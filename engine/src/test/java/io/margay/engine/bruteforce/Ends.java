package io.margay.engine.bruteforce;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.End.AddressEnd;
import io.margay.engine.verdict.End.HostEnd;
import io.margay.engine.verdict.End.PodEnd;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Pod.Phase;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

        Spot withAddresses(List<Ip> others) {
            return new Spot(endpoint, node, host, others);
        }

        /// Whether a packet between the two never leaves.
        boolean isSameAs(Spot other) {
            if (host || other.host) {
                return host && other.host && node.equals(other.node);
            }
            return endpoint != null && other.endpoint != null && endpoint.key().equals(other.endpoint.key());
        }
    }

    /// A machine, and its addresses on the interface that others know it by.
    private record Machine(String name, List<Ip> ips) {}

    private final World world;

    Ends(World world) {
        this.world = world;
    }

    Optional<Spot> find(End end) {
        return switch (end) {
            case PodEnd(var namespace, var name) -> pod(namespace, name);
            case HostEnd(var node, var interfaceName) -> machine(node).map(it -> host(it, interfaceName));
            case AddressEnd(var address) -> Optional.of(at(address));
        };
    }

    /// A workload; or a pod that uses its host's network, which is its host.
    private Optional<Spot> pod(String namespace, String name) {
        var workload = workloads().stream()
                .filter(it -> it.key().namespace().equals(namespace)
                        && names(it.key()).contains(name))
                .findFirst()
                .map(Ends::workload);
        return workload.or(() -> world.all(Pod.class).stream()
                .filter(pod -> pod.hostNetwork() && pod.phase() != Phase.SUCCEEDED && pod.phase() != Phase.FAILED)
                .filter(pod -> pod.metadata().namespace().equals(namespace)
                        && pod.metadata().name().equals(name))
                .findFirst()
                .flatMap(this::hostOf));
    }

    /// A workload endpoint may also be called what its orchestrator calls the workload.
    private Set<String> names(ResourceKey key) {
        return Stream.concat(
                        Stream.of(key.name()),
                        world.all(WorkloadEndpoint.class).stream()
                                .filter(it -> it.key().equals(key))
                                .map(WorkloadEndpoint::workload))
                .collect(Collectors.toSet());
    }

    private Optional<Spot> hostOf(Pod pod) {
        return machine(pod.nodeName())
                .map(machine -> host(machine, "").withAddresses(pod.ips().isEmpty() ? machine.ips() : pod.ips()));
    }

    /// Workload endpoints first, then pods: of several at one address, the first is meant.
    private List<Holder> workloads() {
        return world.holders().stream()
                .filter(Holder::isWorkload)
                .sorted(Comparator.comparing(it -> it.key().kind() == Kind.POD))
                .toList();
    }

    private static Spot workload(Holder holder) {
        var addresses = holder.nets().stream().map(Cidr::network).toList();
        return new Spot(holder, holder.node(), false, addresses);
    }

    /// A Node; or, where there is none of that name, whatever its host endpoints expect.
    private Optional<Machine> machine(String name) {
        var node = world.all(Node.class).stream()
                .filter(it -> it.metadata().name().equals(name))
                .map(it -> new Machine(name, it.internalIps()))
                .findFirst();
        var expected = hostEndpoints(name).stream()
                .flatMap(it -> it.expectedIps().stream())
                .distinct()
                .toList();
        return node.or(
                () -> hostEndpoints(name).isEmpty() ? Optional.empty() : Optional.of(new Machine(name, expected)));
    }

    private Spot host(Machine machine, String interfaceName) {
        var main = mainInterface(machine);
        var asked = interfaceName.isEmpty() ? main : interfaceName;
        var onIt = asked.equals(main) ? machine.ips() : List.<Ip>of();
        var taker = taker(machine.name(), asked, onIt)
                .flatMap(it -> world.holders().stream()
                        .filter(holder -> holder.key().equals(it.key()))
                        .findFirst());
        return new Spot(taker.orElse(null), machine.name(), true, machine.ips());
    }

    private Spot at(Ip address) {
        var workload = workloads().stream().filter(it -> it.holds(address)).findFirst();
        if (workload.isPresent()) {
            return workload(workload.get()).withAddresses(List.of(address));
        }
        var here = List.of(address);
        return machineAt(address)
                .map(machine -> host(machine, "").withAddresses(here))
                .orElse(new Spot(null, "", false, here));
    }

    private Optional<Machine> machineAt(Ip address) {
        var nodes = world.all(Node.class);
        var node = nodes.stream()
                .filter(it -> World.addresses(it).contains(address))
                .map(it -> it.metadata().name());
        var names = nodes.stream().map(it -> it.metadata().name()).toList();
        var bare = world.all(HostEndpoint.class).stream()
                .filter(it -> !names.contains(it.node()) && it.expectedIps().contains(address))
                .map(HostEndpoint::node);
        return Stream.concat(node, bare).findFirst().flatMap(this::machine);
    }

    /// Interfaces are not among the resources: the one with the InternalIPs is that which a host endpoint names that
    /// expects one of them, else `eth0`.
    private String mainInterface(Machine machine) {
        return hostEndpoints(machine.name()).stream()
                .filter(it ->
                        !it.interfaceName().isEmpty() && !it.interfaceName().equals("*"))
                .filter(it -> it.expectedIps().stream().anyMatch(machine.ips()::contains))
                .map(HostEndpoint::interfaceName)
                .findFirst()
                .orElse("eth0");
    }

    /// The first by name that names the interface, or names none and expects an address on it; else the first for all.
    private Optional<HostEndpoint> taker(String node, String interfaceName, List<Ip> onIt) {
        var all = hostEndpoints(node);
        return all.stream()
                .filter(it -> it.interfaceName().equals(interfaceName)
                        || (it.interfaceName().isEmpty()
                                && it.expectedIps().stream().anyMatch(onIt::contains)))
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
