package io.margay.dataplane.differential;

import io.margay.engine.random.Inputs;
import io.margay.engine.random.Step;
import io.margay.engine.source.Change;
import io.margay.model.label.Labels;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Node;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A cluster that fits a topology, and what happens to it.
///
/// @param turns none is empty; after the first, nodes are there, and nothing else
record Scenario(List<Turn> turns) {
    /// Changes that are made at once, and what is there after them.
    record Turn(List<Change> changes, List<Resource> after) {
        Turn {
            changes = List.copyOf(changes);
            after = List.copyOf(after);
        }

        /// What changes, by name.
        String words() {
            return changes.stream()
                    .map(change -> (change instanceof Change.Upserted ? "+" : "-") + change.key())
                    .collect(Collectors.joining(" "));
        }
    }

    Scenario {
        turns = List.copyOf(turns);
    }

    /// Draws one of every kind of resource and change.
    ///
    /// @param atOnce how many changes a turn has, at most
    static Scenario draw(RandomGenerator random, Topology topology, int atOnce) {
        var drawn = Inputs.sequence(random);
        var scenario = new Draft(topology);
        var first = new ArrayList<Step>();
        Topology.NODES.forEach(name -> first.add(new Step.Put(node(name))));
        scenario.turn(first);
        scenario.turn(drawn.first().stream().<Step>map(Step.Put::new).toList());
        var rest = drawn.steps();
        while (!rest.isEmpty()) {
            int count = Math.min(rest.size(), random.nextInt(atOnce) + 1);
            scenario.turn(rest.subList(0, count));
            rest = rest.subList(count, rest.size());
        }
        return new Scenario(scenario.turns);
    }

    /// One cluster, as it is.
    static Scenario of(List<Resource> resources) {
        return new Scenario(List.of(
                new Turn(resources.stream().<Change>map(Change.Upserted::new).toList(), resources)));
    }

    private static Node node(String name) {
        var metadata = new Metadata("", name, Labels.EMPTY, Where.NOWHERE);
        return new Node(metadata, List.of(), List.of(), List.of());
    }

    private static final class Draft {
        private final Placement placement;
        private final TreeMap<ResourceKey, Resource> present = new TreeMap<>();
        private final List<Turn> turns = new ArrayList<>();

        private Draft(Topology topology) {
            placement = new Placement(topology);
        }

        private void turn(List<Step> steps) {
            var changes = new ArrayList<Change>();
            steps.forEach(step -> change(step).ifPresent(changes::add));
            if (!changes.isEmpty()) {
                turns.add(new Turn(changes, List.copyOf(present.values())));
            }
        }

        private Optional<Change> change(Step step) {
            return switch (step) {
                case Step.Put(var resource) ->
                    placement
                            .put(resource)
                            .<Optional<Change>>map(this::upserted)
                            .orElseGet(() -> deleted(resource.key()));
                case Step.Delete(var key) -> placement.delete(key) ? deleted(key) : Optional.empty();
            };
        }

        private Optional<Change> upserted(Resource resource) {
            return resource.equals(present.put(resource.key(), resource))
                    ? Optional.empty()
                    : Optional.of(new Change.Upserted(resource));
        }

        private Optional<Change> deleted(ResourceKey key) {
            return present.remove(key) == null ? Optional.empty() : Optional.of(new Change.Deleted(key));
        }
    }
}
