package io.margay.cli.probe;

import io.margay.engine.verdict.End;
import io.margay.engine.verdict.Probe;
import io.margay.engine.verdict.Transport;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.parse.Value;
import io.margay.model.ruleset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one probe.
///
/// Errors: all that is wrong with it, in one `ParsedProbe.Bad`. Source: `docs/probes.md`.
public final class ProbeParser {
    /// How ends are written, for messages.
    public static final String ENDS = "pod:NAMESPACE/NAME, host:NODE or an address";

    private static final Set<String> KNOWN = Set.of(
            "id",
            "from",
            "to",
            "protocol",
            "port",
            "sourcePort",
            "icmpType",
            "icmpCode",
            "ipVersion",
            "fromInterface",
            "toInterface",
            "expect");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_ICMP = 255;

    private final Value.Mapping object;
    private final List<String> problems = new ArrayList<>();

    private ProbeParser(Value.Mapping object) {
        this.object = object;
    }

    /// The probe that a value says.
    ///
    /// @param number where it stands among the others, from 1: its id where it has none
    public static ParsedProbe parse(Value value, int number) {
        if (value instanceof Value.Mapping object) {
            return new ProbeParser(object).parse(number);
        }
        return new ParsedProbe.Bad(idOf(number), "must be an object, is " + value.describe());
    }

    /// The id of a probe that has none: its place.
    static Value idOf(int number) {
        return new Value.Text(0, Integer.toString(number));
    }

    private ParsedProbe parse(int number) {
        var id = id(number);
        object.twice().forEach(field -> problems.add("field `" + field.name() + "` is written twice"));
        var from = end("from");
        var to = end("to");
        var transport = transport();
        var version = version();
        var expect = expect();
        if (from == null || to == null || transport == null || !problems.isEmpty()) {
            return new ParsedProbe.Bad(id, String.join("; ", problems));
        }
        var unknown = object.fields().keySet().stream().filter(name -> !KNOWN.contains(name));
        return new ParsedProbe.Good(
                id, new Probe(JsonText.plain(id), from, to, transport, version), expect, unknown.toList());
    }

    private Value id(int number) {
        return switch (object.fields().get("id")) {
            case Value.Text text -> text;
            case Value.Numeral numeral -> numeral;
            case null, default -> idOf(number);
        };
    }

    private @Nullable End end(String field) {
        var text = text(field);
        if (text.isEmpty()) {
            problems.add(field + " is missing: " + ENDS);
            return null;
        }
        var end = End.parse(text, text(field + "Interface"));
        if (end.isEmpty()) {
            problems.add(field + " must be " + ENDS + ", is \"" + text + "\"");
        }
        return end.orElse(null);
    }

    private @Nullable Transport transport() {
        var protocol = protocol();
        var port = number("port", 1, MAX_PORT);
        var sourcePort = number("sourcePort", 1, MAX_PORT);
        var type = number("icmpType", 0, MAX_ICMP);
        var code = number("icmpCode", 0, MAX_ICMP);
        if (protocol == null) {
            return null;
        }
        if (protocol.hasPorts() && value("port") == null) {
            problems.add("port is missing: " + protocol + " goes to one");
        }
        if ((type != Transport.NONE || code != Transport.NONE) && !isIcmp(protocol)) {
            problems.add("icmpType and icmpCode are of ICMP and ICMPv6, protocol is " + protocol);
        }
        return new Transport(protocol, sourcePort, port, type, code);
    }

    private static boolean isIcmp(Protocol protocol) {
        return protocol.equals(Protocol.ICMP) || protocol.equals(Protocol.ICMPV6);
    }

    private @Nullable Protocol protocol() {
        var value = value("protocol");
        var text = switch (value) {
            case Value.Text(var _, var word) -> word;
            case Value.Numeral(var _, var number) -> number;
            case null, default -> "";
        };
        var protocol = Protocol.parse(text);
        if (protocol.isEmpty()) {
            var words = "TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255";
            problems.add(
                    value == null
                            ? "protocol is missing: " + words
                            : "protocol must be " + words + ", is " + JsonText.print(value));
        }
        return protocol.orElse(null);
    }

    private @Nullable IpVersion version() {
        var value = value("ipVersion");
        return switch (value == null ? "" : JsonText.print(value)) {
            case "" -> null;
            case "4" -> IpVersion.V4;
            case "6" -> IpVersion.V6;
            case String other -> {
                problems.add("ipVersion must be 4 or 6, is " + other);
                yield null;
            }
        };
    }

    private @Nullable Verdict expect() {
        var value = value("expect");
        return switch (value == null ? "" : JsonText.print(value)) {
            case "" -> null;
            case "\"allow\"" -> Verdict.ALLOW;
            case "\"deny\"" -> Verdict.DENY;
            case String other -> {
                problems.add("expect must be \"allow\" or \"deny\", is " + other);
                yield null;
            }
        };
    }

    /// A field as it was written; null where it is absent, or says null, which is the same.
    private @Nullable Value value(String field) {
        var value = object.fields().get(field);
        return value instanceof Value.Null ? null : value;
    }

    private String text(String field) {
        var value = value(field);
        if (value instanceof Value.Text(var _, var text)) {
            return text;
        }
        if (value != null) {
            problems.add(field + " must be a string, is " + value.describe());
        }
        return "";
    }

    /// `Transport.NONE` where the field is absent or wrong.
    private int number(String field, int min, int max) {
        var value = value(field);
        if (value == null) {
            return Transport.NONE;
        }
        var number = value instanceof Value.Numeral(var _, var digits) ? whole(digits, min, max) : Transport.NONE;
        if (number == Transport.NONE) {
            problems.add(field + " must be " + min + ".." + max + ", is " + JsonText.print(value));
        }
        return number;
    }

    private static int whole(String digits, int min, int max) {
        var isShort =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(Character::isDigit);
        var number = isShort ? Integer.parseInt(digits) : Transport.NONE;
        return min <= number && number <= max ? number : Transport.NONE;
    }
}
