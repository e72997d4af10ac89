package io.margay.model.parse.calico;

import io.margay.model.net.Protocol;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A protocol, and whether it was written by name: some checks of Calico look at names only.
record WrittenProtocol(Protocol protocol, boolean byName) {
    private static final String CHOICE = "must be TCP, UDP, ICMP, ICMPv6, SCTP, UDPLite or 1..255, is ";

    /// A field that is a protocol's name, exactly as Calico writes it, or its number; null where it is absent.
    static @Nullable WrittenProtocol read(Fields fields, String field) {
        var value = fields.value(field);
        var text = switch (value) {
            case Value.Text(var _, var name) -> name;
            case Value.Numeral(var _, var number) -> number;
            case null, default -> "";
        };
        if (value == null) {
            return null;
        }
        var protocol = Protocol.parse(text);
        var byName = protocol.map(p -> p.name().equals(text)).orElse(false);
        if (!byName && !protocol.map(_ -> isNumber(text)).orElse(false)) {
            fields.problem(field, CHOICE + (text.isEmpty() ? value.describe() : text) + meant(protocol));
        }
        return new WrittenProtocol(protocol.orElse(Protocol.TCP), byName || !isNumber(text));
    }

    /// Its number.
    static @Nullable Protocol numberOf(@Nullable WrittenProtocol written) {
        return written == null ? null : written.protocol;
    }

    /// Whether it was written as the name of `other`.
    boolean is(Protocol other) {
        return byName && protocol.equals(other);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> '0' <= c && c <= '9');
    }

    private static String meant(Optional<Protocol> protocol) {
        return protocol.map(p -> ", did you mean " + p.name() + "?").orElse("");
    }
}
