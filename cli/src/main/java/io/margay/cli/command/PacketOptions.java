package io.margay.cli.command;

import io.margay.cli.probe.JsonObject;
import io.margay.model.parse.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a packet is, but for its ends: a mixin. The options are a probe's fields.
final class PacketOptions {
    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            description = "TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number. Default: TCP; ICMP with an --icmp-type.")
    private @Nullable String protocol;

    @Option(names = "--port", paramLabel = "PORT", description = "The port that it goes to.")
    private @Nullable Integer port;

    @Option(names = "--source-port", paramLabel = "PORT", description = "The port that it comes from.")
    private @Nullable Integer sourcePort;

    @Option(names = "--icmp-type", paramLabel = "TYPE", description = "Of an ICMP message; 8 is a ping (ICMPv6: 128).")
    private @Nullable Integer icmpType;

    @Option(names = "--icmp-code", paramLabel = "CODE", description = "Of an ICMP message.")
    private @Nullable Integer icmpCode;

    @Option(
            names = "--ip-version",
            paramLabel = "VERSION",
            description = "4 or 6. Default: 4 where both ends have such an address.")
    private @Nullable Integer ipVersion;

    @Option(names = "--from-interface", paramLabel = "NAME", description = "The interface that a host sends from.")
    private @Nullable String fromInterface;

    @Option(names = "--to-interface", paramLabel = "NAME", description = "The interface that a host receives at.")
    private @Nullable String toInterface;

    /// Puts what was given into a probe.
    JsonObject put(JsonObject probe) {
        var usual = icmpType == null || port != null ? "TCP" : "ICMP";
        return probe.text("protocol", protocol != null ? protocol : usual)
                .value("port", number(port))
                .value("sourcePort", number(sourcePort))
                .value("icmpType", number(icmpType))
                .value("icmpCode", number(icmpCode))
                .value("ipVersion", number(ipVersion))
                .text("fromInterface", fromInterface)
                .text("toInterface", toInterface);
    }

    private static @Nullable Value number(@Nullable Integer number) {
        return number == null ? null : new Value.Numeral(0, number.toString());
    }
}
