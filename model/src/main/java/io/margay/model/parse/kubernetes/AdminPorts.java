package io.margay.model.parse.kubernetes;

import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.resource.AdminRule.AdminPort;
import org.jspecify.annotations.Nullable;

/// Reads ports of AdminPolicies. Each has exactly one field; null, and a problem, where it has not.
final class AdminPorts {
    private AdminPorts() {}

    /// An item of v1alpha2's `protocols`.
    static @Nullable AdminPort protocol(Fields item) {
        var tcp = ofProtocol(item, "tcp", Protocol.TCP);
        var udp = ofProtocol(item, "udp", Protocol.UDP);
        var sctp = ofProtocol(item, "sctp", Protocol.SCTP);
        var named = named(item, "destinationNamedPort");
        item.finish();
        AdminPeers.exactlyOne(item, "tcp", "udp", "sctp", "destinationNamedPort");
        return tcp != null ? tcp : udp != null ? udp : sctp != null ? sctp : named;
    }

    /// An item of v1alpha1's `ports`.
    static @Nullable AdminPort port(Fields item) {
        var number = item.object("portNumber");
        var range = item.object("portRange");
        var named = named(item, "namedPort");
        item.finish();
        AdminPeers.exactlyOne(item, "portNumber", "portRange", "namedPort");
        if (number != null) {
            var read = new AdminPort(Ports.protocol(number), PortRange.single(Ports.required(number, "port")), null);
            number.finish();
            return read;
        }
        return range == null ? named : new AdminPort(Ports.protocol(range), range(range, false), null);
    }

    private static @Nullable AdminPort named(Fields item, String field) {
        return item.has(field) ? new AdminPort(null, null, item.required(field)) : null;
    }

    private static @Nullable AdminPort ofProtocol(Fields item, String field, Protocol protocol) {
        var object = item.object(field);
        if (object == null) {
            return null;
        }
        var port = object.object("destinationPort");
        if (!object.has("destinationPort")) {
            object.problem("must have a destinationPort");
        }
        object.finish();
        return new AdminPort(protocol, port == null ? null : numberOrRange(port), null);
    }

    private static @Nullable PortRange numberOrRange(Fields port) {
        var number = port.integer("number", 1, PortRange.MAX_PORT);
        var range = port.object("range");
        port.finish();
        AdminPeers.exactlyOne(port, "number", "range");
        return number != null ? PortRange.single(number) : range == null ? null : range(range, true);
    }

    private static PortRange range(Fields range, boolean strictlyRising) {
        var start = Ports.required(range, "start");
        var end = Ports.required(range, "end");
        range.finish();
        if (end < start || (strictlyRising && end == start)) {
            range.problem("end", "must be above start " + start + ", is " + end);
            return PortRange.single(start);
        }
        return new PortRange(start, end);
    }
}
