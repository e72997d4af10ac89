package io.margay.dataplane.lab;

import io.margay.model.net.Ip;
import io.margay.model.net.Protocol;

/// A packet to send, of TCP or UDP.
///
/// @param sourcePort 0: any
public record Packet(Protocol protocol, Ip to, int port, int sourcePort) {
    /// From any port.
    public static Packet to(Ip to, Protocol protocol, int port) {
        return new Packet(protocol, to, port, 0);
    }
}
