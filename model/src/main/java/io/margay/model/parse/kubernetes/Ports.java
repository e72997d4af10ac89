package io.margay.model.parse.kubernetes;

import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import org.jspecify.annotations.Nullable;

/// What objects with a `protocol` and a port number have in common.
final class Ports {
    /// The lowest port that is one; 0 is none.
    static final int LOWEST = 1;

    private Ports() {}

    /// The field `protocol`: TCP, UDP or SCTP; TCP where it is absent.
    static Protocol protocol(Fields fields) {
        if (!fields.has("protocol")) {
            return Protocol.TCP;
        }
        var text = fields.text("protocol");
        var protocol = protocol(text);
        if (protocol == null) {
            fields.problem("protocol", "must be TCP, UDP or SCTP, is \"" + text + "\"");
            return Protocol.TCP;
        }
        return protocol;
    }

    /// The protocol of a word; null for one that is none.
    static @Nullable Protocol protocol(String word) {
        return switch (word) {
            case "TCP" -> Protocol.TCP;
            case "UDP" -> Protocol.UDP;
            case "SCTP" -> Protocol.SCTP;
            default -> null;
        };
    }

    /// The same of what API servers default where it is empty, too: ports of pods and services.
    static Protocol protocolOrEmpty(Fields fields) {
        return fields.has("protocol") && fields.text("protocol").isEmpty() ? Protocol.TCP : protocol(fields);
    }

    /// A port number that must be there; 1 where it is wrong.
    static int required(Fields fields, String field) {
        var port = fields.integer(field, LOWEST, PortRange.MAX_PORT);
        if (port == null && !fields.has(field)) {
            fields.problem(field, "is missing");
        }
        return port == null ? 1 : port;
    }
}
