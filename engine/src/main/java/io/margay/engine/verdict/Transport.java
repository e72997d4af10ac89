package io.margay.engine.verdict;

import io.margay.model.net.Protocol;

/// What a packet is, but for its addresses. A number that is not given is `NONE`, one that no rule names: nothing that
/// asks for a number holds of it, and everything does that asks for another.
///
/// @param port the destination's
public record Transport(Protocol protocol, int sourcePort, int port, int icmpType, int icmpCode) {
    /// Not given.
    public static final int NONE = -1;

    /// To a port, from no port that is known.
    public static Transport to(Protocol protocol, int port) {
        return new Transport(protocol, NONE, port, NONE, NONE);
    }

    /// An ICMP or ICMPv6 message.
    public static Transport icmp(Protocol protocol, int type, int code) {
        return new Transport(protocol, NONE, NONE, type, code);
    }

    /// `TCP to port 80`, `ICMP type 8 code 0`.
    @Override
    public String toString() {
        if (icmpType != NONE) {
            return protocol + " type " + icmpType + (icmpCode == NONE ? "" : " code " + icmpCode);
        }
        return protocol + (port == NONE ? "" : " to port " + port);
    }
}
