package io.margay.engine.bruteforce;

import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import java.util.List;
import java.util.function.Predicate;

/// An address of a packet, and all who hold it.
///
/// @param awaited whether a pod may come to have it: in a node's pod CIDR, and nobody's yet
record Party(Ip address, List<Holder> holders, boolean awaited) {
    IpVersion version() {
        return address.version();
    }

    boolean anyHolder(Predicate<Holder> wanted) {
        return holders.stream().anyMatch(wanted);
    }

    /// Whether one of those who are wanted has a port of that name, of that protocol and number.
    boolean hasPort(Predicate<Holder> wanted, String name, NumberedPort port) {
        return holders.stream()
                .filter(wanted)
                .flatMap(holder -> holder.ports().stream())
                .anyMatch(it ->
                        it.name().equals(name) && it.protocol().equals(port.protocol()) && it.port() == port.number());
    }

    /// A port of a packet.
    record NumberedPort(Protocol protocol, int number) {}
}
