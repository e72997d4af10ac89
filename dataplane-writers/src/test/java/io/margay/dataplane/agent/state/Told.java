package io.margay.dataplane.agent.state;

import io.margay.engine.simulation.Inputs;
import io.margay.engine.simulation.Simulation;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What an engine tells a host, in a random cluster whose resources come, change and go.
public final class Told {
    private Told() {}

    /// The first updates that host n1 takes, in order: so many at least. Now and then one says everything.
    public static List<Update> updates(RandomGenerator random, int wanted) {
        var updates = new ArrayList<Update>();
        var inputs = new Inputs(random);
        var simulation = new Simulation(random);
        simulation.listen((host, update) -> {
            if (host.equals("n1")) {
                updates.add(update);
            }
        });
        simulation.feed(inputs.next(60));
        while (updates.size() < wanted) {
            simulation.feed(inputs.next(6));
            simulation.settle();
            if (random.nextInt(4) == 0) {
                simulation.disturb();
            }
        }
        return updates;
    }
}
