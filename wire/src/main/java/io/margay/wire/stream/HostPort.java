package io.margay.wire.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a member of the cluster takes hosts' streams: `HOST:PORT`, with an address of IPv6 in brackets.
///
/// @param host a name or address, without brackets
public record HostPort(String host, int port) {
    private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
    private static final int MOST = 65_535;

    /// What a text says; empty where it is none.
    public static Optional<HostPort> parse(String text) {
        var found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(found.group(3));
        var host = found.group(1) == null ? found.group(2) : found.group(1);
        return port > MOST ? Optional.empty() : Optional.of(new HostPort(host, port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
