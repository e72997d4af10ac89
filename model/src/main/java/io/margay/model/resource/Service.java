package io.margay.model.resource;

import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;
import java.util.List;

/// A v1 Service: its cluster addresses and ports. What stands behind it is in its EndpointSlices.
public record Service(Metadata metadata, List<Ip> clusterIps, List<Port> ports) implements Resource {
    /// One of its ports.
    ///
    /// @param nodePort 0 where there is none
    public record Port(String name, Protocol protocol, int port, int nodePort) {}

    public Service {
        clusterIps = List.copyOf(clusterIps);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }
}
