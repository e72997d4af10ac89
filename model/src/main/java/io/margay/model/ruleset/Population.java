package io.margay.model.ruleset;

/// Among what a selector looks. ENDPOINTS: workload endpoints, host endpoints and network sets; NODES: machines,
/// which only the `nodes` peers of a ClusterNetworkPolicy mean.
public enum Population {
    ENDPOINTS,
    NODES
}
