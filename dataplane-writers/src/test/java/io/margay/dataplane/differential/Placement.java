package io.margay.dataplane.differential;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.HostEndpoint;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fits the resources of a random cluster into a topology: an endpoint takes a free slot of its node, and the slot's
/// addresses, as long as it is there; where none is free, it is not there. Host endpoints are left out.
final class Placement {
    private final Topology topology;
    private final Map<ResourceKey, Site> taken = new HashMap<>();

    Placement(Topology topology) {
        this.topology = topology;
    }

    /// A resource as it may be here; empty where it cannot.
    Optional<Resource> put(Resource resource) {
        return switch (resource) {
            case Pod pod -> pod(pod);
            case WorkloadEndpoint workload ->
                slot(workload.key(), workload.node()).map(slot -> placed(workload, slot));
            case Node node -> Optional.of(placed(node));
            case HostEndpoint _ -> Optional.empty();
            default -> Optional.of(resource);
        };
    }

    /// Whether a resource may go.
    boolean delete(ResourceKey key) {
        taken.remove(key);
        return key.kind() != Kind.NODE;
    }

    private Optional<Resource> pod(Pod pod) {
        if (!pod.isEndpoint()) {
            taken.remove(pod.key());
            boolean isHosts = pod.hostNetwork() && !pod.finished();
            return isHosts && !Topology.NODES.contains(pod.nodeName()) ? Optional.empty() : Optional.of(without(pod));
        }
        return slot(pod.key(), pod.nodeName()).map(slot -> with(pod, addresses(slot, pod.ips())));
    }

    /// What has ended has no address of a slot, which is another's soon.
    private static Pod without(Pod pod) {
        return pod.hostNetwork() ? pod : with(pod, List.of());
    }

    private static Pod with(Pod pod, List<Ip> ips) {
        return new Pod(
                pod.metadata(),
                pod.nodeName(),
                pod.serviceAccount(),
                pod.hostNetwork(),
                pod.phase(),
                ips,
                pod.ports(),
                pod.uid());
    }

    private static WorkloadEndpoint placed(WorkloadEndpoint it, Site slot) {
        var ips = addresses(slot, it.ipNetworks().stream().map(Cidr::network).toList());
        return new WorkloadEndpoint(
                it.metadata(),
                it.node(),
                it.interfaceName(),
                it.orchestrator(),
                it.workload(),
                it.serviceAccount(),
                ips.stream().map(Cidr::of).toList(),
                it.profiles(),
                it.ports());
    }

    private Node placed(Node node) {
        var host = topology.sites().stream()
                .filter(site -> site.role() == Site.Role.HOST
                        && site.node().equals(node.metadata().name()))
                .findFirst()
                .orElseThrow();
        return new Node(node.metadata(), host.addresses(), node.otherIps(), node.podCidrs());
    }

    /// The slot's addresses of the versions that an endpoint has.
    private static List<Ip> addresses(Site slot, List<Ip> drawn) {
        return slot.addresses().stream()
                .filter(ip -> drawn.stream().anyMatch(it -> it.version() == ip.version()))
                .toList();
    }

    private Optional<Site> slot(ResourceKey key, String node) {
        var old = taken.get(key);
        if (old != null && old.node().equals(node)) {
            return Optional.of(old);
        }
        taken.remove(key);
        var free = topology.slots().stream()
                .filter(slot -> slot.node().equals(node) && !taken.containsValue(slot))
                .findFirst();
        free.ifPresent(slot -> taken.put(key, slot));
        return free;
    }
}
