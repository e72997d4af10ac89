package io.margay.engine.simulation;

import io.margay.engine.node.EndpointState;
import io.margay.engine.node.NodeState;
import io.margay.model.resource.ResourceKey;
import java.util.HashMap;
import java.util.Map;

/// One life of a node.
final class SimulatedNode {
    final long epoch;
    final int shard;
    final NodeState state;
    final Map<ResourceKey, EndpointState> endpoints = new HashMap<>();

    SimulatedNode(NodeState state, long epoch, int shard) {
        this.state = state;
        this.epoch = epoch;
        this.shard = shard;
    }
}
