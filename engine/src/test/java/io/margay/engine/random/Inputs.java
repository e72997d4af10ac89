package io.margay.engine.random;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A cluster, and what happens to it, one step after the other.
///
/// @param first what is there at the start
public record Inputs(List<Resource> first, List<Step> steps) {
    private static final int FEWEST = 10;
    private static final int MOST = 40;

    public Inputs {
        first = List.copyOf(first);
        steps = List.copyOf(steps);
    }

    /// Draws a cluster and 10 to 40 steps or a few more: things come, change and go; namespaces are made again with
    /// other labels; addresses pass from one pod to another, both ways round.
    public static Inputs sequence(RandomGenerator random) {
        var first = RandomCluster.draw(random);
        var cluster = new TreeMap<ResourceKey, Resource>();
        first.forEach(resource -> cluster.put(resource.key(), resource));
        var changes = new RandomChange(random, cluster);
        var steps = new ArrayList<Step>();
        int count = random.nextInt(FEWEST, MOST + 1);
        while (steps.size() < count) {
            for (var step : changes.draw()) {
                step.applyTo(cluster);
                steps.add(step);
            }
        }
        return new Inputs(first, steps);
    }

    /// What is there after so many steps.
    public List<Resource> after(int count) {
        SortedMap<ResourceKey, Resource> cluster = new TreeMap<>();
        first.forEach(resource -> cluster.put(resource.key(), resource));
        steps.subList(0, count).forEach(step -> step.applyTo(cluster));
        return List.copyOf(cluster.values());
    }

    /// What is there in the end.
    public List<Resource> last() {
        return after(steps.size());
    }
}
