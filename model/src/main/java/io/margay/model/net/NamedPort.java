package io.margay.model.net;

import java.util.Comparator;

/// A port of an endpoint that rules may ask for by name.
///
/// Two endpoints may give one name to different ports, and one endpoint may give it to several.
/// Order: by name, then protocol, then port.
///
/// @param name what rules call it
/// @param protocol what it speaks; one that has ports
/// @param port 0 to 65535
public record NamedPort(String name, Protocol protocol, int port) implements Comparable<NamedPort> {
    private static final Comparator<NamedPort> ORDER = Comparator.comparing(NamedPort::name)
            .thenComparing(NamedPort::protocol)
            .thenComparingInt(NamedPort::port);

    public NamedPort {
        if (port < 0 || port > PortRange.MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 to 65535, got " + port + " for " + name);
        }
    }

    @Override
    public int compareTo(NamedPort other) {
        return ORDER.compare(this, other);
    }

    /// `http=TCP/8080`.
    @Override
    public String toString() {
        return name + "=" + protocol + "/" + port;
    }
}
