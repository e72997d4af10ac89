package io.margay.actors.view;

import io.margay.engine.identity.Identity;
import io.margay.engine.transaction.ShardView;
import io.margay.model.net.Protocol;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// Which identities have a port of a name, for each port of that name.
///
/// Cost: one pass over the ports of all identities.
final class PortHolders {
    private record Key(Protocol protocol, String name) {}

    private final Map<Key, SortedMap<Integer, RoaringBitmap>> byName = new HashMap<>();

    PortHolders(ShardView shard) {
        shard.identities().forEach(this::add);
    }

    /// The numbers of identities by port; nobody changes them.
    SortedMap<Integer, RoaringBitmap> of(Protocol protocol, String name) {
        return byName.getOrDefault(new Key(protocol, name), Collections.emptySortedMap());
    }

    private void add(Identity identity) {
        for (var port : identity.fingerprint().ports()) {
            byName.computeIfAbsent(new Key(port.protocol(), port.name()), _ -> new TreeMap<>())
                    .computeIfAbsent(port.port(), _ -> new RoaringBitmap())
                    .add(identity.number());
        }
    }
}
