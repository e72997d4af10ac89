package io.margay.engine.simulation;

import io.margay.engine.source.Change;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What happens in one simulation, from a seed: inputs come and go while this and that breaks; then things break while
/// no input changes; then addresses come and go while no rule changes.
final class Schedule {
    private static final Set<Kind> ADDRESSES =
            EnumSet.of(Kind.POD, Kind.HOST_ENDPOINT, Kind.NETWORK_SET, Kind.GLOBAL_NETWORK_SET, Kind.ENDPOINT_SLICE);

    private final RandomGenerator random;
    private final Inputs inputs;
    private final Simulation simulation;

    private Schedule(RandomGenerator random, Simulation simulation) {
        this.random = random;
        this.simulation = simulation;
        this.inputs = new Inputs(random);
    }

    /// Runs one.
    static Simulation run(RandomGenerator random, Planted.Fault fault) {
        int leastLog = random.nextBoolean() ? 4_096 : 0;
        var options = new SimulationOptions(1 + random.nextInt(3), leastLog, fault);
        var simulation = new Simulation(random, options);
        new Schedule(random, simulation).run();
        return simulation;
    }

    private void run() {
        begin();
        for (int batch = random.nextInt(4); batch >= 0; batch--) {
            feed(inputs.next(8));
            simulation.step(random.nextInt(120));
            disturb(3);
        }
        settle();
        for (int breaks = random.nextInt(3); breaks >= 0; breaks--) {
            disturb(1);
            simulation.step(random.nextInt(60));
        }
        settle();
        for (int batch = random.nextInt(4); batch >= 0; batch--) {
            feed(inputs.next(4, ADDRESSES));
            simulation.step(random.nextInt(60));
            disturb(3);
        }
        settle();
    }

    /// Several sources list what there is; only when all have is that all.
    private void begin() {
        for (int source = random.nextInt(3); source > 0; source--) {
            simulation.feedSome(inputs.next(20));
            simulation.step(random.nextInt(60));
            disturb(4);
        }
        simulation.feed(inputs.next(40));
        simulation.step(random.nextInt(200));
        disturb(2);
    }

    private void settle() {
        simulation.disturbances().heal();
        simulation.settle();
        simulation.converged();
    }

    private void disturb(int seldom) {
        if (random.nextInt(seldom) == 0) {
            simulation.disturbances().any();
        }
    }

    /// A source says things in one batch, in several, twice, or lists all that it has.
    private void feed(List<Change> changes) {
        switch (random.nextInt(6)) {
            case 0 -> changes.forEach(change -> simulation.feed(List.of(change)));
            case 1 -> {
                simulation.feed(changes);
                simulation.feed(changes);
            }
            case 2 -> simulation.feed(squashed(changes));
            case 3 -> simulation.feed(listed(changes));
            case 4 -> emptied(changes);
            default -> simulation.feed(changes);
        }
    }

    /// Of each resource what was said last.
    private static List<Change> squashed(List<Change> changes) {
        var last = new LinkedHashMap<ResourceKey, Change>();
        changes.forEach(change -> last.put(change.key(), change));
        return List.copyOf(last.values());
    }

    private List<Change> listed(List<Change> changes) {
        var all = new ArrayList<Change>();
        changes.stream().filter(Change.Deleted.class::isInstance).forEach(all::add);
        inputs.present().forEach(resource -> all.removeIf(change -> change.key().equals(resource.key())));
        inputs.present().forEach(resource -> all.add(new Change.Upserted(resource)));
        return all;
    }

    /// Everything of one kind goes and comes back.
    private void emptied(List<Change> changes) {
        simulation.feed(changes);
        var kinds = inputs.present().stream().map(Resource::kind).distinct().toList();
        if (kinds.isEmpty()) {
            return;
        }
        var kind = kinds.get(random.nextInt(kinds.size()));
        var those = inputs.present().stream().filter(it -> it.kind() == kind).toList();
        simulation.feed(
                those.stream().<Change>map(it -> new Change.Deleted(it.key())).toList());
        simulation.step(random.nextInt(60));
        simulation.feed(those.stream().<Change>map(Change.Upserted::new).toList());
    }
}
