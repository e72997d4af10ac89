package io.margay.model.resource;

import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import java.util.List;

/// A projectcalico.org/v3 HostEndpoint.
///
/// @param interfaceName empty: whichever has one of `expectedIps`; `*`: all that no other host endpoint takes
public record HostEndpoint(
        Metadata metadata,
        String node,
        String interfaceName,
        List<Ip> expectedIps,
        List<String> profiles,
        List<NamedPort> ports)
        implements Resource {
    public HostEndpoint {
        expectedIps = List.copyOf(expectedIps);
        profiles = List.copyOf(profiles);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.HOST_ENDPOINT;
    }
}
