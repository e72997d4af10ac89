package io.margay.model.ruleset;

import io.margay.model.net.PortRange;
import java.util.List;

/// Ports by number, and by name as sets of (address, protocol, port). Either will do.
public record PortMatch(List<PortRange> ranges, List<AddressSet.NamedPorts> named) {
    /// No port is asked for.
    public static final PortMatch NONE = new PortMatch(List.of(), List.of());

    public PortMatch {
        ranges = List.copyOf(ranges);
        named = List.copyOf(named);
    }

    /// Whether no port is asked for.
    public boolean isEmpty() {
        return ranges.isEmpty() && named.isEmpty();
    }
}
