package io.margay.engine.verdict;

import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.PeerSelector;
import java.util.List;
import java.util.stream.Collectors;

/// One side of a packet: an address, and all who hold it, be it alone or within a network set.
///
/// @param awaited whether it is inside a known pod CIDR and nobody has it yet: its pod may be anything
public record Party(Ip address, List<Member> members, boolean awaited) {
    public Party {
        members = List.copyOf(members);
    }

    /// Whether some holder is meant.
    boolean isMeantBy(PeerSelector selector) {
        return members.stream().anyMatch(member -> member.isMeantBy(selector));
    }

    /// Whether some holder is meant, and it is this same one that has a port of that name, protocol and number.
    boolean hasPort(NamedPorts set, Transport transport, int port) {
        return set.protocol().equals(transport.protocol())
                && members.stream().anyMatch(member -> member.isMeantBy(set.selector()) && gives(member, set, port));
    }

    /// The numbers that a name and its protocol mean here: of all holders that are meant.
    List<Integer> ports(NamedPorts set) {
        return members.stream()
                .filter(member -> member.isMeantBy(set.selector()))
                .flatMap(member -> member.holder().fingerprint().ports().stream())
                .filter(named ->
                        named.name().equals(set.name()) && named.protocol().equals(set.protocol()))
                .map(NamedPort::port)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean gives(Member member, NamedPorts set, int port) {
        return member.holder().fingerprint().ports().stream()
                .anyMatch(named -> named.port() == port
                        && named.name().equals(set.name())
                        && named.protocol().equals(set.protocol()));
    }

    /// `10.0.0.9 (pod shop/web-1)`.
    @Override
    public String toString() {
        var names = members.stream().map(Member::toString).collect(Collectors.joining(", "));
        return members.isEmpty() ? address.toString() : address + " (" + names + ")";
    }
}
