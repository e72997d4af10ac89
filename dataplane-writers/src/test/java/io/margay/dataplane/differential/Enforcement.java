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
    /// What a node is told, in order. An engine may say in several updates what happens at once; what is between them
    /// is
    /// the state of a cluster to which some of it has happened.
    record Told(String node, List<Update> updates) {
        Told {
            updates = List.copyOf(updates);
        }
    }

    private final Simulation simulation;
    private final Map<String, EnforcedNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<Update>> told = new LinkedHashMap<>();

    /// Nodes that know nothing yet.
    Enforcement(Topology topology, Backend backend, Between between) {
        simulation = new Simulation(Seeded.random(1));
        simulation.listen((node, update) ->
                told.computeIfAbsent(node, _ -> new ArrayList<>()).add(update));
        topology.nodes().forEach(name -> nodes.put(name, new EnforcedNode(backend, topology.node(name), between)));
    }

    /// What the nodes are to be told when these changes happen, in order. To be given to [#enforce].
    List<Told> change(List<Change> changes) {
        told.clear();
        simulation.feed(changes);
        simulation.settle();
        return told.entrySet().stream()
                .map(entry -> new Told(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// A node enforces what it is told as one, as a host does that was slow: from the state before to the one after.
    void enforce(Told word) {
        node(word.node).take(word.updates);
    }

    /// A node enforces each update that it is told.
    void enforceEach(Told word) {
        word.updates.forEach(update -> node(word.node).take(List.of(update)));
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
