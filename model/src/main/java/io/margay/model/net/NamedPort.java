package io.margay.model.net;

/// A port of an endpoint that rules may ask for by name.
///
/// Two endpoints may give one name to different ports, and one endpoint may give it to several.
/// Order: by name, then protocol, then port.
///
/// @param name what rules call it
/// @param protocol what it speaks; one that has ports
/// @param port 0 to 65535
public record NamedPort(String name, Protocol protocol, int port) implements Comparable<NamedPort> {
    public NamedPort {
        if (port < 0 || port > PortRange.MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 to 65535, got " + port + " for " + name);
        }
    }

    @Override
    public int compareTo(NamedPort other) {
        int byName = name.compareTo(other.name);
        int byProtocol = byName != 0 ? byName : protocol.compareTo(other.protocol);
        return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
    }

    /// `http=TCP/8080`.
    @Override
    public String toString() {
        return name + "=" + protocol + "/" + port;
    }
}
