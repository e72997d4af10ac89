package io.margay.model.net;

import org.jspecify.annotations.Nullable;

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

    /// Written out, as the JVM's quick compiler does not see through that of records; each pod is asked.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedPort that
                && port == that.port
                && protocol.number() == that.protocol.number()
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + protocol.number()) + port;
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
