package io.margay.actors.view;

import io.margay.engine.transaction.ShardView;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// Which identities have a port of a name, for each port of that name.
///
/// Cost: a step for each identity, and one for each port of each different list of ports.
final class PortHolders {
    private record Key(Protocol protocol, String name) {}

    private final Map<Key, SortedMap<Integer, RoaringBitmap>> byName = new HashMap<>();

    PortHolders(ShardView shard) {
        // By reference: nearly all who have equal lists share one, and where they do not it only takes longer.
        var byList = new IdentityHashMap<List<NamedPort>, RoaringBitmap>();
        shard.identities().forEach(identity -> {
            var ports = identity.fingerprint().ports();
            if (!ports.isEmpty()) {
                byList.computeIfAbsent(ports, _ -> new RoaringBitmap()).add(identity.number());
            }
        });
        byList.forEach(this::add);
    }

    /// The numbers of identities by port; nobody changes them.
    SortedMap<Integer, RoaringBitmap> of(Protocol protocol, String name) {
        return byName.getOrDefault(new Key(protocol, name), Collections.emptySortedMap());
    }

    private void add(List<NamedPort> ports, RoaringBitmap holders) {
        for (var port : ports) {
            byName.computeIfAbsent(new Key(port.protocol(), port.name()), _ -> new TreeMap<>())
                    .computeIfAbsent(port.port(), _ -> new RoaringBitmap())
                    .or(holders);
        }
    }
}
