package io.margay.actors;

import io.margay.engine.source.CatalogState;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.NodeAdvance;
import io.margay.engine.transaction.ShardState;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What a shard says in its first version, in which there is nothing: to nodes `n1` and `n2` of epoch 3, and to
/// links of hosts.
public final class FirstVersion {
    private final List<ShardState.Output> said;

    private FirstVersion(List<ShardState.Output> said) {
        this.said = said;
    }

    /// Of a shard to which a source has said that there is nothing.
    public static FirstVersion of() {
        var shard = new ShardState(1);
        var catalog = new CatalogState().completed(0);
        shard.catalogAdvanced(0, catalog.catalog(), catalog.change());
        shard.completed(0, Map.of());
        shard.subscribed("n1", 3);
        shard.subscribed("n2", 3);
        return new FirstVersion(shard.flushed());
    }

    /// What a node hears.
    public NodeAdvance toNode() {
        return ((ShardState.Tell) one(ShardState.Tell.class::isInstance)).advance();
    }

    /// What links of hosts hear.
    public HostAdvance toHosts() {
        return ((ShardState.TellHosts) one(ShardState.TellHosts.class::isInstance)).advance();
    }

    private ShardState.Output one(Predicate<ShardState.Output> wanted) {
        return said.stream().filter(wanted).findFirst().orElseThrow();
    }
}
