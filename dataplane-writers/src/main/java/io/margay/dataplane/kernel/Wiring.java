package io.margay.dataplane.kernel;

import io.margay.model.net.Ip;
import java.util.Map;
import java.util.Set;

/// A host's interfaces, and which single addresses are behind which.
///
/// @param links the names of the interfaces that are there
/// @param routes by address, of the main table; what is behind a gateway is not here
/// @param addresses the host's own, and which interface has each
public record Wiring(Set<String> links, Map<Ip, String> routes, Map<Ip, String> addresses) {
    /// No interfaces at all.
    public static final Wiring NONE = new Wiring(Set.of(), Map.of(), Map.of());

    public Wiring {
        links = Set.copyOf(links);
        routes = Map.copyOf(routes);
        addresses = Map.copyOf(addresses);
    }
}
