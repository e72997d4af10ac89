package io.margay.dataplane.differential;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.WorkloadEndpoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which endpoint of a cluster is in which slot, by address.
///
/// @param byAddress those that have an address
record Occupants(Map<Ip, Resource> byAddress) {
    Occupants {
        byAddress = Map.copyOf(byAddress);
    }

    static Occupants of(Collection<Resource> resources) {
        var byAddress = new HashMap<Ip, Resource>();
        resources.forEach(resource -> addresses(resource).forEach(ip -> byAddress.put(ip, resource)));
        return new Occupants(byAddress);
    }

    /// One life of an endpoint: another of the same name, or at another place, is another.
    record Life(ResourceKey endpoint, long uid) {}

    /// Whose life is in a slot, if anybody's who has an address.
    Optional<Life> life(Site slot) {
        return at(slot).map(it -> new Life(it.key(), it instanceof Pod pod ? pod.uid() : 0));
    }

    /// Who is in a slot, if anybody who has an address.
    Optional<Resource> at(Site slot) {
        return slot.addresses().stream()
                .flatMap(ip -> Optional.ofNullable(byAddress.get(ip)).stream())
                .findFirst();
    }

    /// The addresses of an endpoint's own.
    static List<Ip> addresses(Resource resource) {
        return switch (resource) {
            case Pod pod -> pod.isEndpoint() ? pod.ips() : List.of();
            case WorkloadEndpoint workload ->
                workload.ipNetworks().stream().map(Cidr::network).toList();
            default -> List.of();
        };
    }
}
