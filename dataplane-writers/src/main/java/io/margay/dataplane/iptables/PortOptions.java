package io.margay.dataplane.iptables;

import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a rule asks of the port of one side, as options of iptables.
final class PortOptions {
    /// As many as one multiport match takes; a range takes two places.
    private static final int PLACES = 15;

    private PortOptions() {}

    /// The options, of which any will do; one that is empty where no port is asked for; none where no packet is meant.
    static List<String> of(PeerMatch peer, Protocol protocol, SetNames names, Side side) {
        if (peer.ports().isEmpty() && peer.notPorts().isEmpty()) {
            return List.of("");
        }
        if (!protocol.hasPorts()) {
            return List.of();
        }
        var refused = refused(peer, protocol, names, side);
        return asked(peer, protocol, names, side)
                .map(asked -> RuleMatch.join(asked, refused))
                .toList();
    }

    private static Stream<String> asked(PeerMatch peer, Protocol protocol, SetNames names, Side side) {
        if (peer.ports().isEmpty()) {
            return Stream.of("");
        }
        return Stream.concat(
                blocks(peer.ports().ranges()).stream().map(side::onPorts),
                sets(peer.ports().named(), protocol, names).map(side::inPortSet));
    }

    private static String refused(PeerMatch peer, Protocol protocol, SetNames names, Side side) {
        return RuleMatch.join(Stream.concat(
                        blocks(peer.notPorts().ranges()).stream().map(side::notOnPorts),
                        sets(peer.notPorts().named(), protocol, names).map(side::notInPortSet))
                .toArray(String[]::new));
    }

    /// A name means ports of its own protocol only.
    private static Stream<String> sets(List<AddressSet.NamedPorts> named, Protocol protocol, SetNames names) {
        return named.stream().filter(set -> set.protocol().equals(protocol)).map(set -> names.of(set.id()));
    }

    /// Ports as lists that one multiport match takes.
    static List<String> blocks(List<PortRange> ranges) {
        var blocks = new ArrayList<String>();
        var block = new ArrayList<String>();
        int places = 0;
        for (var range : PortRange.merge(ranges)) {
            int needed = range.isSingle() ? 1 : 2;
            if (places + needed > PLACES) {
                blocks.add(String.join(",", block));
                block.clear();
                places = 0;
            }
            block.add(range.toString());
            places += needed;
        }
        if (!block.isEmpty()) {
            blocks.add(String.join(",", block));
        }
        return blocks;
    }
}
