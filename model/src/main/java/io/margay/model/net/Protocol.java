package io.margay.model.net;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A transport protocol, by its IP protocol number.
///
/// @param number 0 to 255, as in the packet's header
public record Protocol(int number) implements Comparable<Protocol> {
    public static final Protocol ICMP = new Protocol(1);
    public static final Protocol TCP = new Protocol(6);
    public static final Protocol UDP = new Protocol(17);
    public static final Protocol ICMPV6 = new Protocol(58);
    public static final Protocol SCTP = new Protocol(132);
    public static final Protocol UDPLITE = new Protocol(136);

    private static final int MAX = 255;
    private static final Map<Protocol, String> NAMES =
            Map.of(ICMP, "ICMP", TCP, "TCP", UDP, "UDP", ICMPV6, "ICMPv6", SCTP, "SCTP", UDPLITE, "UDPLite");
    private static final Map<String, Protocol> BY_LOWER_NAME = NAMES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> e.getValue().toLowerCase(Locale.ROOT), Map.Entry::getKey));

    public Protocol {
        if (number < 0 || number > MAX) {
            throw new IllegalArgumentException("a protocol number is 0 to 255, got " + number);
        }
    }

    /// The protocol of a number, 1 to 255, or of a name that `name` gives, in any case.
    ///
    /// Errors: empty for anything else; so for 0, which Calico refuses too.
    public static Optional<Protocol> parse(String text) {
        var named = BY_LOWER_NAME.get(text.toLowerCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(named);
        }
        int number = Digits.parse(text, 0, text.length(), MAX);
        return number <= 0 ? Optional.empty() : Optional.of(new Protocol(number));
    }

    /// Whether a rule for this protocol may name ports: TCP, UDP and SCTP only.
    ///
    /// UDPLite has ports in its header, yet Calico refuses a rule that asks for them ("rules that specify ports
    /// must set protocol to TCP or UDP or SCTP"), and refuses an endpoint's named port of it too.
    public boolean hasPorts() {
        return equals(TCP) || equals(UDP) || equals(SCTP);
    }

    /// The name as Calico writes it, or the number where it knows none: `TCP`, `ICMPv6`, `47`.
    public String name() {
        return NAMES.getOrDefault(this, Integer.toString(number));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Protocol that && number == that.number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public int compareTo(Protocol other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return name();
    }
}
