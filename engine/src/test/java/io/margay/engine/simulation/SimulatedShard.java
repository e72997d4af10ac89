package io.margay.engine.simulation;

import io.margay.engine.source.CatalogState;
import io.margay.engine.transaction.HostGroup;
import io.margay.engine.transaction.HostLinks;
import io.margay.engine.transaction.ShardState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One life of the replicas of a shard.
final class SimulatedShard {
    final int number;
    final ShardState state;
    final CatalogState catalog = new CatalogState();
    /// The life of each node that hears versions.
    final Map<String, Long> subscribers = new HashMap<>();
    final HostLinks[] links = new HostLinks[Simulation.GROUPS];
    /// Whether a source that began anew is telling it everything.
    boolean isListing;
    /// The last revision of the sources before it.
    long listingAfter;

    private final long incarnation;
    private final int leastLog;

    SimulatedShard(int number, long incarnation, int leastLog) {
        this.number = number;
        this.incarnation = incarnation;
        this.leastLog = leastLog;
        this.state = new ShardState(incarnation);
        for (int group = 0; group < Simulation.GROUPS; group++) {
            beginLinks(group);
        }
    }

    void beginLinks(int group) {
        links[group] = new HostLinks(new HostGroup(group, Simulation.GROUPS), incarnation, leastLog);
    }

    /// A life of a node wants to hear versions.
    List<ShardState.Output> subscribed(String node, long life) {
        subscribers.merge(node, life, Math::max);
        return state.subscribed(node, life);
    }

    /// A life of a node wants no more.
    List<ShardState.Output> left(String node, long life) {
        subscribers.remove(node, life);
        return state.left(node, life);
    }

    /// The way that messages take to somebody.
    String channel(String to) {
        return "shard" + number + ">" + to;
    }

    /// A source begins to say everything.
    List<ShardState.Output> listing(long after) {
        isListing = true;
        listingAfter = after;
        return List.of();
    }

    /// The links among which that of a host is.
    HostLinks links(String host) {
        return links[HostGroup.of(host, Simulation.GROUPS)];
    }
}
