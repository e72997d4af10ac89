package io.margay.cli.hosts;

import io.margay.engine.verdict.Transport;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;

/// What a host sees of a packet.
///
/// @param layer4Only whether HTTP matches are passed over
record Packet(Ip source, Ip destination, Transport transport, boolean layer4Only) {
    IpVersion version() {
        return source.version();
    }
}
