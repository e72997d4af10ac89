package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.engine.random.Step;
import io.margay.engine.source.Change;
import io.margay.model.resource.Resource;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ConvergenceSimTest {
    @Test
    void everyHostConvergesWhateverThePath() {
        Seeded.run(100, random -> {
            var inputs = new Inputs(random);
            var simulation = new Simulation(random);
            for (int batch = 0; batch < 12; batch++) {
                simulation.feed(inputs.next(batch == 0 ? 60 : 6));
                simulation.step(random.nextInt(200));
                if (random.nextInt(4) == 0) {
                    simulation.disturb();
                }
            }
            simulation.settle();
            converged(simulation, inputs.present());
        });
    }

    @Test
    void everyKindOfResourceConverges() {
        ofEveryKind(200);
    }

    @Test
    @Tag("slow")
    void everyKindOfResourceConvergesOnManyPaths() {
        ofEveryKind(10_000);
    }

    private static void ofEveryKind(int seeds) {
        Seeded.run(seeds, random -> {
            var inputs = io.margay.engine.random.Inputs.sequence(random);
            var simulation = new Simulation(random);
            simulation.feed(inputs.first().stream().map(ConvergenceSimTest::put).toList());
            for (var step : inputs.steps()) {
                simulation.step(random.nextInt(100));
                simulation.feed(List.of(change(step)));
            }
            simulation.settle();
            converged(simulation, inputs.last());
        });
    }

    private static void converged(Simulation simulation, Collection<Resource> inputs) {
        simulation.hosts().forEach((node, contents) -> assertThat(contents)
                .as(node)
                .isEqualTo(BruteForce.host(node, inputs)));
    }

    private static Change put(Resource resource) {
        return new Change.Upserted(resource);
    }

    private static Change change(Step step) {
        return switch (step) {
            case Step.Put(var resource) -> new Change.Upserted(resource);
            case Step.Delete(var key) -> new Change.Deleted(key);
        };
    }
}
