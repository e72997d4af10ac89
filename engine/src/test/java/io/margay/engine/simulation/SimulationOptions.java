package io.margay.engine.simulation;

import io.margay.engine.transaction.HostLinks;

/// How large a simulation is, and what is wrong with it.
///
/// @param leastLog so many moves may wait for a slow host
record SimulationOptions(int shards, int leastLog, Planted.Fault fault) {
    static final SimulationOptions PLAIN = new SimulationOptions(1, HostLinks.LEAST_LOG, Planted.Fault.NONE);
}
