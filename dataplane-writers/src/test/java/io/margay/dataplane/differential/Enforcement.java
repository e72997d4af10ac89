package io.margay.dataplane.differential;

import io.margay.dataplane.differential.Backend.Between;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.Simulation;
import io.margay.engine.source.Change;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The engine, and the nodes that enforce what it says.
final class Enforcement implements AutoCloseable {
    /// What a node was told.
    record Told(String node, Update update) {}

    private final Simulation simulation;
    private final Map<String, EnforcedNode> nodes = new LinkedHashMap<>();
    private final List<Told> told = new ArrayList<>();

    /// Nodes that know nothing yet.
    Enforcement(Topology topology, Backend backend, Between between) {
        simulation = new Simulation(Seeded.random(1));
        simulation.listen((node, update) -> told.add(new Told(node, update)));
        topology.nodes().forEach(name -> nodes.put(name, new EnforcedNode(backend, topology.node(name), between)));
    }

    /// What the nodes are to be told when these changes happen, in order. To be given to [#enforce].
    List<Told> change(List<Change> changes) {
        told.clear();
        simulation.feed(changes);
        simulation.settle();
        return List.copyOf(told);
    }

    /// A node enforces what it is told.
    void enforce(Told word) {
        node(word.node).take(word.update);
    }

    /// The names of the nodes.
    Set<String> nodes() {
        return nodes.keySet();
    }

    EnforcedNode node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    @Override
    public void close() {
        nodes.values().forEach(EnforcedNode::close);
    }
}
