package io.margay.wire;

import static io.margay.wire.proto.NamedPort.NAME_FIELD_NUMBER;
import static io.margay.wire.proto.NamedPort.PORT_FIELD_NUMBER;
import static io.margay.wire.proto.NamedPort.PROTOCOL_FIELD_NUMBER;

import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import java.util.List;

/// Named ports.
final class Ports {
    private Ports() {}

    static void write(int field, List<NamedPort> ports, ProtoBytes out) {
        for (var port : ports) {
            int from = out.begin(field);
            out.text(NAME_FIELD_NUMBER, port.name());
            out.number(PROTOCOL_FIELD_NUMBER, port.protocol().number());
            out.number(PORT_FIELD_NUMBER, port.port());
            out.end(from);
        }
    }

    /// Errors: `IllegalArgumentException` for what is no port or no protocol.
    static List<NamedPort> read(List<io.margay.wire.proto.NamedPort> ports) {
        return ports.stream()
                .map(port -> new NamedPort(port.getName(), new Protocol(port.getProtocol()), port.getPort()))
                .toList();
    }
}
