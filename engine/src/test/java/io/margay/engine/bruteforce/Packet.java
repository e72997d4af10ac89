package io.margay.engine.bruteforce;

import io.margay.engine.bruteforce.Party.NumberedPort;
import io.margay.engine.verdict.Transport;

/// A packet, with who holds its addresses.
///
/// @param layer4Only whether HTTP matches are passed over
record Packet(Party source, Party destination, Transport transport, boolean layer4Only) {
    NumberedPort sourcePort() {
        return new NumberedPort(transport.protocol(), transport.sourcePort());
    }

    NumberedPort port() {
        return new NumberedPort(transport.protocol(), transport.port());
    }
}
