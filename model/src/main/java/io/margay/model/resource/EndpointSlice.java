package io.margay.model.resource;

import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import java.util.List;

/// A discovery.k8s.io/v1 EndpointSlice: addresses and ports behind a service. Readiness is not looked at.
///
/// @param service the name in the label kubernetes.io/service-name, in the slice's own namespace; empty: none
public record EndpointSlice(Metadata metadata, String service, List<Ip> addresses, List<Port> ports)
        implements Resource {
    /// A port with a number; those without one are left out when read.
    public record Port(String name, Protocol protocol, int port) {}

    public EndpointSlice {
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.ENDPOINT_SLICE;
    }
}
