package io.margay.engine.verdict;

import io.margay.model.net.Ip;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is behind each service, by its EndpointSlices; whether it is ready is not asked.
public final class Services {
    private record Name(String namespace, String service) {}

    private final Map<Name, List<EndpointSlice>> slices;

    private Services(Map<Name, List<EndpointSlice>> slices) {
        this.slices = slices;
    }

    static Services of(List<EndpointSlice> slices) {
        return new Services(slices.stream()
                .collect(
                        Collectors.groupingBy(slice -> new Name(slice.metadata().namespace(), slice.service()))));
    }

    /// Whether an address is behind the service.
    boolean has(ServiceAddresses set, Ip address) {
        return slices(set.namespace(), set.service()).stream()
                .anyMatch(slice -> slice.addresses().contains(address));
    }

    /// Whether an address is behind the service on this protocol and port.
    boolean has(ServicePorts set, Ip address, Transport transport) {
        return slices(set.namespace(), set.service()).stream()
                .anyMatch(slice -> slice.addresses().contains(address) && serves(slice, transport));
    }

    private static boolean serves(EndpointSlice slice, Transport transport) {
        return slice.ports().stream()
                .anyMatch(port ->
                        port.port() == transport.port() && port.protocol().equals(transport.protocol()));
    }

    private List<EndpointSlice> slices(String namespace, String service) {
        return slices.getOrDefault(new Name(namespace, service), List.of());
    }
}
