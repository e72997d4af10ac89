package io.margay.dataplane.differential;

import io.margay.engine.verdict.Transport;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;

/// A kind of packet from one site to another: all its packets have one verdict, whatever their source ports.
///
/// @param transport its source port, where it has ports, is one of many that no rule tells apart
public record Shot(Site from, Site to, IpVersion version, Transport transport) {
    /// Whether it leaves or reaches a node, or what is on it.
    boolean passes(String node) {
        return from.node().equals(node) || to.node().equals(node);
    }

    Protocol protocol() {
        return transport.protocol();
    }

    @Override
    public String toString() {
        return from + " > " + to + " " + transport + " IPv" + version.number()
                + (transport.sourcePort() < 0 ? "" : " from " + transport.sourcePort());
    }
}
