package io.margay.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.engine.Seeded;
import io.margay.engine.bruteforce.BruteForce;
import io.margay.engine.random.Inputs;
import io.margay.engine.random.RandomCluster;
import io.margay.engine.random.RandomProbes;
import io.margay.model.resource.Resource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The Evaluator and the judge say the same of the same packets: verdict, sides, and what decided each.
class EvaluatorDiffTest {
    /// Default number of clusters.
    static final int SEEDS = 300;

    /// Packets a cluster.
    static final int PROBES = 200;

    @Test
    void theEvaluatorJudgesAsTheJudgeDoes() {
        Seeded.run(SEEDS, random -> compare(RandomCluster.draw(random), random));
    }

    @Test
    @Tag("slow")
    void theEvaluatorJudgesAsTheJudgeDoesInManyClusters() {
        Seeded.run(20_000, random -> compare(RandomCluster.draw(random), random));
    }

    @Test
    void soItDoesAfterWhateverHappensToACluster() {
        Seeded.run(40, random -> {
            var inputs = Inputs.sequence(random);
            for (int i = 0; i <= inputs.steps().size(); i += 5) {
                compare(inputs.after(i), random);
            }
        });
    }

    private static void compare(List<Resource> resources, RandomGenerator random) {
        var layer4Only = random.nextBoolean();
        var evaluator = Evaluator.of(resources, layer4Only ? Options.LAYER_4 : Options.ENFORCED);
        var judge = BruteForce.of(resources, layer4Only);
        for (var probe : RandomProbes.draw(random, PROBES, resources)) {
            assertThat(Rulings.of(evaluator.judge(probe))).as("%s", probe).isEqualTo(judge.judge(probe));
        }
    }
}
