package io.margay.engine.verdict;

import io.margay.engine.catalog.Inputs;
import io.margay.engine.identity.Holder;
import io.margay.engine.verdict.End.AddressEnd;
import io.margay.engine.verdict.End.HostEnd;
import io.margay.engine.verdict.End.PodEnd;
import io.margay.engine.verdict.Place.Host;
import io.margay.engine.verdict.Place.Nowhere;
import io.margay.engine.verdict.Place.Outside;
import io.margay.engine.verdict.Place.Workload;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Service;
import io.margay.model.resource.Where;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds who is meant by the ends of a probe.
final class Ends {
    private record Name(String namespace, String name) {}

    private static final Where MACHINE = new Where("host endpoints", 0);

    private final Map<Name, Pod> pods = new HashMap<>();
    private final Map<Name, Holder> workloads = new HashMap<>();
    private final Map<Cidr, List<Holder>> byAddress;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<Ip, String> nodeByAddress = new HashMap<>();
    private final Map<Ip, Service> services = new HashMap<>();

    private Ends(Inputs inputs) {
        var holders = new ArrayList<Holder>();
        for (var endpoint : inputs.all(WorkloadEndpoint.class)) {
            var holder = Holder.of(endpoint).orElseThrow();
            workloads.put(new Name(endpoint.metadata().namespace(), endpoint.workload()), holder);
            workloads.put(
                    new Name(
                            endpoint.metadata().namespace(), endpoint.metadata().name()),
                    holder);
            holders.add(holder);
        }
        for (var pod : inputs.all(Pod.class)) {
            var name = new Name(pod.metadata().namespace(), pod.metadata().name());
            pods.put(name, pod);
            Holder.of(pod).ifPresent(holder -> {
                workloads.put(name, holder);
                holders.add(holder);
            });
        }
        byAddress = holders.stream()
                .flatMap(holder -> holder.addresses().stream().map(address -> Map.entry(address, holder)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        inputs.all(Node.class).forEach(this::add);
        inputs.all(HostEndpoint.class).forEach(this::addMachine);
        inputs.all(Service.class).forEach(service -> service.clusterIps().forEach(ip -> services.put(ip, service)));
    }

    static Ends of(Inputs inputs) {
        return new Ends(inputs);
    }

    private void add(Node node) {
        var name = node.metadata().name();
        nodes.put(name, node);
        Stream.concat(node.internalIps().stream(), node.otherIps().stream())
                .forEach(ip -> nodeByAddress.putIfAbsent(ip, name));
    }

    /// Without Kubernetes there are no Nodes: a machine is then what its host endpoints expect.
    private void addMachine(HostEndpoint endpoint) {
        var known = nodes.get(endpoint.node());
        if (known == null || known.metadata().where().equals(MACHINE)) {
            var before = known == null ? Stream.<Ip>empty() : known.internalIps().stream();
            var ips = Stream.concat(before, endpoint.expectedIps().stream()).distinct();
            var metadata = new Metadata("", endpoint.node(), Labels.EMPTY, MACHINE);
            add(new Node(metadata, ips.toList(), List.of(), List.of()));
        }
    }

    Place find(End end) {
        return switch (end) {
            case PodEnd(var namespace, var name) -> pod(new Name(namespace, name));
            case HostEnd(var node, var interfaceName) -> host(node, interfaceName);
            case AddressEnd(var address) -> address(address);
        };
    }

    private Place pod(Name name) {
        var workload = workloads.get(name);
        var pod = pods.get(name);
        var words = "pod " + name.namespace() + "/" + name.name();
        if (workload != null) {
            return workload.addresses().isEmpty()
                    ? new Nowhere(words + " has no address yet")
                    : Place.workload(workload);
        }
        if (pod == null) {
            return new Nowhere("there is no " + words);
        }
        if (pod.finished() || !pod.hostNetwork()) {
            return new Nowhere(
                    words + (pod.finished() ? " has ended" : " is not scheduled") + ", so it has no address");
        }
        return hostNetworked(pod, words);
    }

    private Place hostNetworked(Pod pod, String words) {
        var node = nodes.get(pod.nodeName());
        if (node == null) {
            return new Nowhere(words + " uses the network of node \"" + pod.nodeName() + "\", which does not exist");
        }
        var addresses = pod.ips().isEmpty() ? node.internalIps() : pod.ips();
        return new Host(
                node, "", addresses, List.of(words + " uses its host's network: judged as host:" + pod.nodeName()));
    }

    private Place host(String name, String interfaceName) {
        var node = nodes.get(name);
        return node == null
                ? new Nowhere("there is no node " + name)
                : new Host(node, interfaceName, node.internalIps(), List.of());
    }

    private Place address(Ip address) {
        var holders = byAddress.getOrDefault(Cidr.of(address), List.of());
        if (!holders.isEmpty()) {
            return new Workload(holders.getFirst(), List.of(address), shared(address, holders));
        }
        var node = nodes.get(nodeByAddress.getOrDefault(address, ""));
        return node == null
                ? new Outside(List.of(address), clusterIp(address))
                : new Host(node, "", List.of(address), List.of());
    }

    private static List<String> shared(Ip address, List<Holder> holders) {
        var names = holders.stream().map(holder -> holder.key().path()).collect(Collectors.joining(", "));
        return holders.size() == 1
                ? List.of()
                : List.of(address + " has several holders, the first is meant: " + names);
    }

    private List<String> clusterIp(Ip address) {
        return Optional.ofNullable(services.get(address))
                .map(service -> List.of(address + " is the cluster IP of service "
                        + service.key().path() + ": policy sees the address behind it, so ask about that"))
                .orElse(List.of());
    }
}
