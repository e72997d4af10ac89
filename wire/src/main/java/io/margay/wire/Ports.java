package io.margay.wire;

import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import java.util.List;

/// Named ports.
final class Ports {
    private Ports() {}

    static List<io.margay.wire.proto.NamedPort> write(List<NamedPort> ports) {
        return ports.stream().map(Ports::write).toList();
    }

    /// Errors: `IllegalArgumentException` for what is no port or no protocol.
    static List<NamedPort> read(List<io.margay.wire.proto.NamedPort> ports) {
        return ports.stream()
                .map(port -> new NamedPort(port.getName(), new Protocol(port.getProtocol()), port.getPort()))
                .toList();
    }

    private static io.margay.wire.proto.NamedPort write(NamedPort port) {
        return io.margay.wire.proto.NamedPort.newBuilder()
                .setName(port.name())
                .setProtocol(port.protocol().number())
                .setPort(port.port())
                .build();
    }
}
