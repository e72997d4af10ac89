package io.margay.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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
            simulation.hosts().forEach((node, contents) -> assertThat(contents)
                    .as(node)
                    .isEqualTo(BruteForce.host(node, inputs.present())));
        });
    }
}
