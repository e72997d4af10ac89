package io.margay.model.parse.calico;

import io.margay.model.net.NamedPort;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import java.util.ArrayList;
import java.util.List;

/// Reads the ports of an endpoint, which rules may ask for by name.
final class NamedPortReader {
    private NamedPortReader() {}

    /// The ports of a host endpoint: each has a name.
    static List<NamedPort> ofHost(Fields spec) {
        var ports = new ArrayList<NamedPort>();
        for (var port : spec.objects("ports")) {
            var name = port.required("name");
            if (!name.isEmpty()) {
                CalicoNames.check(port, "name", Names.portNameProblem(name));
            }
            ports.add(port(port, name));
            port.finish();
        }
        return ports;
    }

    /// The named ports of a workload endpoint; one without a name is left out, and must have a host port.
    static List<NamedPort> ofWorkload(Fields spec) {
        var ports = new ArrayList<NamedPort>();
        for (var port : spec.objects("ports")) {
            var name = port.text("name");
            var hostPort = port.integer("hostPort", 0, PortRange.MAX_PORT);
            var read = port(port, name);
            Addresses.checkNet(port, "hostIP");
            if (!name.isEmpty()) {
                CalicoNames.check(port, "name", Names.portNameProblem(name));
                ports.add(read);
            } else if (hostPort == null || hostPort == 0) {
                port.problem("name", "is missing, and there is no hostPort");
            }
            port.finish();
        }
        return ports;
    }

    private static NamedPort port(Fields port, String name) {
        var number = port.integer("port", 1, PortRange.MAX_PORT);
        if (!port.has("port")) {
            port.problem("port", "is missing");
        }
        return new NamedPort(name, protocol(port), number == null ? 1 : number);
    }

    private static Protocol protocol(Fields port) {
        var written = WrittenProtocol.read(port, "protocol");
        if (written == null) {
            port.problem("protocol", "is missing");
            return Protocol.TCP;
        }
        if (!written.protocol().hasPorts()) {
            port.problem("protocol", "must be TCP, UDP or SCTP, is " + written.protocol());
        }
        return written.protocol();
    }
}
