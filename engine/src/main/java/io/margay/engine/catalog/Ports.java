package io.margay.engine.catalog;

import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The ports of one rule, gathered protocol by protocol: numbers joined into ranges, names each once.
final class Ports {
    private final PeerSelector anybody;
    private final SortedMap<Protocol, Gathered> byProtocol = new TreeMap<>();

    /// @param anybody whose ports names mean where the rule does not say whose
    Ports(PeerSelector anybody) {
        this.anybody = anybody;
    }

    /// Whose ports names mean where the rule does not say whose.
    PeerSelector anybody() {
        return anybody;
    }

    /// All ports of a protocol.
    void addAll(Protocol protocol) {
        of(protocol).all = true;
    }

    /// Ports by number.
    void add(Protocol protocol, PortRange range) {
        of(protocol).ranges.add(range);
    }

    /// A port by name.
    void add(Protocol protocol, String name) {
        of(protocol).names.add(name);
    }

    /// Whether none was added.
    boolean isEmpty() {
        return byProtocol.isEmpty();
    }

    /// The protocols, in order.
    List<Protocol> protocols() {
        return List.copyOf(byProtocol.keySet());
    }

    /// What is asked of the port on a protocol, where a name counts on what `holders` means.
    PortMatch match(Protocol protocol, PeerSelector holders) {
        var gathered = of(protocol);
        return gathered.all ? PortMatch.NONE : match(List.copyOf(gathered.names), gathered.ranges, protocol, holders);
    }

    /// What is asked of a port by names and numbers.
    static PortMatch match(List<String> names, List<PortRange> ranges, Protocol protocol, PeerSelector holders) {
        var named = names.stream()
                .distinct()
                .map(name -> new NamedPorts(holders, protocol, name))
                .toList();
        return new PortMatch(PortRange.merge(ranges), named);
    }

    private Gathered of(Protocol protocol) {
        return byProtocol.computeIfAbsent(protocol, _ -> new Gathered());
    }

    private static final class Gathered {
        private boolean all;
        private final List<PortRange> ranges = new ArrayList<>();
        private final SortedSet<String> names = new TreeSet<>();
    }
}
