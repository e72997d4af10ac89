package io.margay.actors.view;

import io.margay.engine.identity.Identity;
import io.margay.engine.transaction.ShardView;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// Which identities have a port of a name, for each port of that name.
///
/// Cost: one pass over the ports of all identities, and for each a look at those that have its name.
final class PortHolders {
    private record Holders(Protocol protocol, int port, RoaringBitmap identities) {}

    private final Map<String, List<Holders>> byName = new HashMap<>();

    PortHolders(ShardView shard) {
        shard.identities().forEach(this::add);
    }

    /// The numbers of identities by port; nobody changes them.
    SortedMap<Integer, RoaringBitmap> of(Protocol protocol, String name) {
        var byPort = new TreeMap<Integer, RoaringBitmap>();
        for (var holders : byName.getOrDefault(name, List.of())) {
            if (holders.protocol.equals(protocol)) {
                byPort.put(holders.port, holders.identities);
            }
        }
        return byPort;
    }

    private void add(Identity identity) {
        var ports = identity.fingerprint().ports();
        for (int i = 0; i < ports.size(); i++) {
            holders(ports.get(i)).identities.add(identity.number());
        }
    }

    private Holders holders(NamedPort port) {
        var ofName = byName.get(port.name());
        if (ofName == null) {
            ofName = new ArrayList<>();
            byName.put(port.name(), ofName);
        }
        for (int i = 0; i < ofName.size(); i++) {
            var holders = ofName.get(i);
            if (holders.port == port.port()
                    && holders.protocol.number() == port.protocol().number()) {
                return holders;
            }
        }
        ofName.add(new Holders(port.protocol(), port.port(), new RoaringBitmap()));
        return ofName.getLast();
    }
}
