package io.margay.engine.verdict;

import io.margay.engine.identity.Holder;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;

/// An endpoint whose policies are asked about a packet.
///
/// @param interfaceName which the packet takes; empty for a workload
public record Guard(Holder endpoint, String interfaceName) {
    /// A Pod, a WorkloadEndpoint or a HostEndpoint.
    public ResourceKey key() {
        return endpoint.key();
    }

    /// The machine that it is on.
    public String node() {
        return endpoint.node();
    }

    /// Whether it is a host's own interface.
    public boolean isHost() {
        return key().kind() == Kind.HOST_ENDPOINT;
    }
}
